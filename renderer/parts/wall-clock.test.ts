import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromWallClock, toWallClock } from './wall-clock.ts';

test('given any second, the clock on a wall in Seoul reads it and gives it back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (seconds) => {
      expect(fromWallClock(toWallClock(seconds * 1_000))).toBe(seconds * 1_000);
    }),
  );
  expect(toWallClock(Date.parse('2026-11-23T23:30:00Z'))).toBe('2026-11-24 08:30:00');
});

test('given what is no time, there is none', () => {
  expect(fromWallClock('내일')).toBeUndefined();
});
