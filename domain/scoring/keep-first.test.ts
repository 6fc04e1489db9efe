import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keepFirst } from './keep-first.ts';

const rising = (a: number, b: number): number => a - b;

test('given anything in any order, keeps what sorting all of it would put first, also when asked in between', () => {
  const anyValues = fc.uniqueArray(fc.nat(500), { maxLength: 200 });

  fc.assert(
    fc.property(anyValues, anyValues, fc.integer({ min: 1, max: 20 }), (before, after, most) => {
      const all = [...new Set([...before, ...after])];
      const kept = keepFirst(most, rising);

      for (const value of before) kept.add(value);
      const first = [...kept.list()];
      for (const value of after) if (!before.includes(value)) kept.add(value);

      expect(first).toEqual([...before].sort(rising).slice(0, most));
      expect(kept.list()).toEqual(all.sort(rising).slice(0, most));
    }),
  );
});
