import { expect, test } from 'vitest';
import { FactDamaged } from '../fact-damaged.ts';
import type { PlacedFact } from '../port/fact.ts';
import { aSearchFact } from '../testing/build-fact.ts';
import { verifyLog } from './verify-log.ts';

type Bad = Readonly<{ damaged?: readonly number[]; unreadable?: readonly number[]; missing?: readonly number[] }>;

const unreadable = () => Object.assign(new Error('malformed'), { sqliteCodeName: 'SQLITE_CORRUPT' });

/** A log of so many facts, some of them not as they should be: a read that meets one fails as that of a store does. */
function logOf(facts: number, { damaged = [], unreadable: pages = [], missing = [] }: Bad = {}) {
  const positions = Array.from({ length: facts }, (_, index) => index + 1).filter((position) => !missing.includes(position));
  const fact = aSearchFact();
  return {
    head: async () => facts,
    read: async (_workspace: string, after: number, limit: number): Promise<readonly PlacedFact[]> =>
      positions
        .filter((position) => position > after)
        .slice(0, limit)
        .map((position) => {
          if (pages.includes(position)) throw unreadable();
          if (damaged.includes(position)) throw new FactDamaged(position);
          return { ...fact, position };
        }),
  };
}

const verify = (facts: number, bad: Bad = {}) => verifyLog(logOf(facts, bad), 'shop', { factsAtOnce: 10, mostUnreadable: 20 });

test('given a log that is whole, every fact is read and nothing is said, also where there is none', async () => {
  expect(await verify(95)).toEqual({ facts: 95, faults: [] });
  expect(await verify(0)).toEqual({ facts: 0, faults: [] });
});

test('given damaged facts, each is named, what lies behind is read all the same, and neighbours are one fault', async () => {
  const { facts, faults } = await verify(95, { damaged: [1, 31, 32, 95] });

  expect(facts).toBe(91);
  expect(faults).toEqual([
    { is: 'damaged', first: 1, last: 1 },
    { is: 'damaged', first: 31, last: 32 },
    { is: 'damaged', first: 95, last: 95 },
  ]);
});

test('given facts that are gone, at the end too, and others that cannot be read, they are named', async () => {
  const { facts, faults } = await verify(50, { missing: [11, 12, 49, 50], unreadable: [20, 21, 22] });

  expect(facts).toBe(43);
  expect(faults).toEqual([
    { is: 'missing', first: 11, last: 12 },
    { is: 'unreadable', first: 20, last: 22 },
    { is: 'missing', first: 49, last: 50 },
  ]);
});

test('given a file of which hardly anything can be read, it gives up and says where', async () => {
  const everything = Array.from({ length: 1_000 }, (_, index) => index + 1);

  expect(await verify(1_000, { unreadable: everything.slice(100) })).toEqual({
    facts: 100,
    faults: [{ is: 'unreadable', first: 101, last: 121 }],
    gaveUpAt: 121,
  });
});

test('given a failure that is no damage, it is thrown', async () => {
  const away = { head: async () => 1, read: () => Promise.reject(new Error('away')) };

  await expect(verifyLog(away, 'shop')).rejects.toThrow('away');
});
