import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Ulid } from '../../contract/identifier.ts';
import { nextUlid } from './next-ulid.ts';

const anyClock = fc.array(fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }), { minLength: 2, maxLength: 30 });

test('given a clock that is set back at will, each id is greater than every one before', () => {
  fc.assert(
    fc.property(anyClock, fc.double({ min: 0, max: 0.999_999, noNaN: true }), (clock, random) => {
      const ids: string[] = [];
      for (const now of clock) ids.push(nextUlid(now, () => random, ids.at(-1)));

      expect(ids.every((id) => Ulid.safeParse(id).success)).toBe(true);
      expect([...ids].sort()).toEqual(ids);
      expect(new Set(ids).size).toBe(ids.length);
    }),
  );
});
