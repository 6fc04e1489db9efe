import fc from 'fast-check';
import { expect, test } from 'vitest';
import { powerTable } from './power-table.ts';
import { similarity, similarityScale } from './similarity.ts';

test('given any number and power, the table has the largest integer whose tenth power is not too large', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 20 }), fc.constantFrom(3, 7), (n, tenths) => {
      const value = BigInt(powerTable(tenths)(n));

      const target = 2n ** 160n * BigInt(n) ** BigInt(tenths);
      expect(value ** 10n <= target && (value + 1n) ** 10n > target).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test('given users in common, says by how much one product speaks for another: the numbers that every version has to give', () => {
  expect([similarity(1, 1, 1), similarity(3, 5, 4), similarity(50, 120, 400), similarity(1_000, 1_000, 1_000)]).toEqual([
    95_325, 214_341, 287_747, 1_038_196,
  ]);
});

test('given more users in common, a product speaks for another at least as much, and never more than for itself', () => {
  fc.assert(
    fc.property(fc.nat(5_000), fc.nat(5_000), fc.nat(5_000), (both, onlyShown, onlyOther) => {
      const at = (common: number) => similarity(common, both + 1 + onlyShown, both + 1 + onlyOther);

      expect(at(both + 1)).toBeGreaterThanOrEqual(at(both));
      expect(at(both + 1)).toBeLessThan(similarityScale);
    }),
  );
});
