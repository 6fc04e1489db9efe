import fc from 'fast-check';
import { expect, test } from 'vitest';
import { windowAround } from './row-window.ts';

const seen = fc.record({ first: fc.nat(1_000_000), rows: fc.integer({ min: 1, max: 80 }) });

test('given any rows on the screen, the window covers them', () => {
  fc.assert(
    fc.property(seen, ({ first, rows }) => {
      const { offset, limit } = windowAround(first, first + rows - 1);

      expect(offset).toBeLessThanOrEqual(first);
      expect(offset + limit).toBeGreaterThanOrEqual(first + rows);
    }),
  );
});

test('given a screen of 80 rows at most, no window asks for more than 240', () => {
  fc.assert(
    fc.property(seen, ({ first, rows }) => {
      expect(windowAround(first, first + rows - 1).limit).toBeLessThanOrEqual(240);
    }),
  );
});

test('given a scroll within one step, the window stays, so nothing new is asked', () => {
  expect(windowAround(200, 225)).toEqual(windowAround(210, 235));
});
