import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withEqualParts } from './equal-parts.ts';

const plain = fc.jsonValue({ maxDepth: 4 });
const row = fc.record({ id: fc.stringMatching(/^[a-z]{1,3}$/), tags: fc.array(fc.string()), count: fc.nat(3) }, { noNullPrototype: true });
const rows = fc.uniqueArray(row, { selector: ({ id }) => id });

test('given any two values, it is equal to the newer one', () => {
  fc.assert(
    fc.property(plain, plain, (before, next) => {
      expect(withEqualParts(before, next)).toEqual(next);
    }),
  );
});

test('given a copy, it is what was there before', () => {
  fc.assert(
    fc.property(plain, (value) => {
      expect(withEqualParts(value, structuredClone(value))).toBe(value);
    }),
  );
});

test('given rows in any order, with some left out, every row that stays is the very one it was', () => {
  const moved = rows.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all)));

  fc.assert(
    fc.property(moved, ([before, next]) => {
      const kept = withEqualParts(before, structuredClone(next));

      for (const row of kept) expect(row).toBe(before.find(({ id }) => id === row.id));
    }),
  );
});

test('given one row that changed, it alone is new, and what it holds that is equal is kept', () => {
  const before = {
    total: 2,
    rows: [
      { id: 'a', tags: ['vip'], count: 1 },
      { id: 'b', tags: [], count: 1 },
    ],
    facets: { tags: [{ value: 'vip', count: 1 }] },
  };
  const next = structuredClone({ ...before, rows: [{ id: 'a', tags: ['vip'], count: 2 }, before.rows[1]] });

  const kept = withEqualParts(before, next);

  expect(kept.rows[0]).toEqual({ id: 'a', tags: ['vip'], count: 2 });
  expect(kept.rows[0]?.tags).toBe(before.rows[0]?.tags);
  expect(kept.rows[1]).toBe(before.rows[1]);
  expect(kept.facets).toBe(before.facets);
});

test('given a field that is gone or new, it is not taken for the one before', () => {
  expect(withEqualParts<object>({ name: 'a', note: undefined }, { name: 'a' })).toEqual({ name: 'a' });
  expect(Object.keys(withEqualParts<object>({ name: 'a', note: 'b' }, { name: 'a' }))).toEqual(['name']);
  expect(Object.keys(withEqualParts<object>({ a: undefined }, { b: undefined }))).toEqual(['b']);
});

test('given what is not plain data, it is the newer one', () => {
  const next = new Map([['a', 1]]);

  expect(withEqualParts(new Map([['a', 1]]), next)).toBe(next);
});
