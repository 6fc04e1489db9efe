import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextHalfHour, timeProblem } from './kst-moment.ts';

const minuteMs = 60_000;

test('given any moment, the half hour that is offered is ahead by half an hour to an hour', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2_000_000_000_000 }), (now) => {
      const ahead = nextHalfHour(now) - now;

      expect(ahead).toBeGreaterThan(30 * minuteMs);
      expect(ahead).toBeLessThanOrEqual(60 * minuteMs);
    }),
  );
});

test('given a time that is over, or further ahead than anybody takes it, it says so', () => {
  expect(timeProblem(5, 5)).toBe('past');
  expect(timeProblem(6, 5)).toBeUndefined();
  expect(timeProblem(61 * 86_400_000, 5)).toBe('tooFar');
});
