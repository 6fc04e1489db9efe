import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backOffMs } from './back-off.ts';

test('given any number of failures, waits between a quarter of a second and half a minute', () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.double({ min: 0, max: 0.999, noNaN: true }), (failures, random) => {
      const ms = backOffMs(failures, () => random);

      expect(ms).toBeGreaterThanOrEqual(250);
      expect(ms).toBeLessThanOrEqual(30_000);
    }),
  );
});

test('given more failures, waits longer, and no two desks alike', () => {
  expect(backOffMs(3, () => 0)).toBeGreaterThan(backOffMs(2, () => 0));
  expect(backOffMs(3, () => 0.9)).not.toBe(backOffMs(3, () => 0.1));
});
