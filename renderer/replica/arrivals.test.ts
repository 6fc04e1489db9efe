import fc from 'fast-check';
import { expect, test } from 'vitest';
import { collections } from '../../contract/collection.ts';
import { createArrivals } from './arrivals.ts';

const epoch = '00000000-0000-4000-8000-00000000000a';
const poke = (heads: Record<string, number>) => ({ protocol: 1, epoch, heads });
const at = (seq: number) => ({ epoch, seq });

test('given a poke for two collections, the view waits until both have caught up', () => {
  const arrivals = createArrivals();
  arrivals.poked(poke({ lead: 5, activity: 6 }));

  expect(arrivals.reached('lead', at(5), true)).toBe(false);
  expect(arrivals.reached('activity', at(6), true)).toBe(true);
});

test('given a later poke still being pulled, the earlier one is shown when it is complete', () => {
  const arrivals = createArrivals();
  arrivals.poked(poke({ lead: 5 }));
  arrivals.poked(poke({ lead: 9, person: 8 }));

  expect(arrivals.reached('lead', at(5), true)).toBe(true);
  expect(arrivals.reached('lead', at(9), true)).toBe(false);
  expect(arrivals.reached('person', at(8), true)).toBe(true);
});

test('given no poke that waits, what is stored is shown', () => {
  expect(createArrivals().reached('lead', at(1), true)).toBe(true);
});

test('given nine of ten collections at their end, it has not caught up', () => {
  const arrivals = createArrivals();

  for (const name of collections.slice(1)) arrivals.reached(name, at(1), true);
  expect(arrivals.caughtUp()).toBe(false);
  arrivals.reached(collections[0] as 'lead', at(1), true);

  expect(arrivals.caughtUp()).toBe(true);
});

test('given a server of a new epoch whose heads are lower, what the old one said is waited for no more', () => {
  const arrivals = createArrivals();
  for (const name of collections) arrivals.reached(name, at(1), true);
  arrivals.poked(poke({ lead: 100 }));
  arrivals.poked({ ...poke({ lead: 50 }), epoch: '00000000-0000-4000-8000-00000000000b' });

  expect(arrivals.reached('lead', at(50), true)).toBe(true);
  for (const name of collections) arrivals.reached(name, at(50), true);
  expect(arrivals.caughtUp()).toBe(true);
});

test('given heads of a collection that this version does not know, the view does not wait for it', () => {
  const arrivals = createArrivals();
  arrivals.poked(poke({ lead: 5, invention: 7 }));

  expect(arrivals.reached('lead', at(5), true)).toBe(true);
});

test('given pokes without end while a pull is slow, they are kept as few, and nothing is shown before all are pulled', () => {
  const arrivals = createArrivals();
  for (let seq = 1; seq <= 10_000; seq++) arrivals.poked(poke({ lead: seq, person: 20_000 - seq }));
  arrivals.reached('person', at(20_000), true);

  let shown = 0;
  for (let seq = 1; seq < 10_000; seq++) if (arrivals.reached('lead', at(seq), false)) shown++;

  expect(shown).toBeLessThan(100);
  expect(arrivals.reached('lead', at(10_000), true)).toBe(true);
});

test('given a server that was restored and whose heads are lower, it has caught up only when all ten have been at their end once more', () => {
  const arrivals = createArrivals();
  arrivals.poked(poke({ lead: 9 }));
  for (const name of collections) arrivals.reached(name, at(9), true);
  const restored = '00000000-0000-4000-8000-00000000000b';

  arrivals.poked({ protocol: 1, epoch: restored, heads: Object.fromEntries(collections.map((name) => [name, 3])) });
  arrivals.reached('lead', { epoch: restored, seq: 3 }, true);
  const afterOne = arrivals.caughtUp();
  for (const name of collections) arrivals.reached(name, { epoch: restored, seq: 3 }, true);

  expect([afterOne, arrivals.caughtUp()]).toEqual([false, true]);
});

type Transaction = Readonly<{ seqs: ReadonlyMap<string, number> }>;

const steps = fc.array(
  fc.oneof(
    fc.record({ writes: fc.uniqueArray(fc.constantFrom(...collections), { minLength: 1, maxLength: 4 }) }),
    fc.record({ pulls: fc.constantFrom(...collections) }),
  ),
  { maxLength: 60 },
);

test('given transactions and pulls in any order, half a transaction is shown only while its own poke is being pulled beside one that is complete', () => {
  fc.assert(
    fc.property(steps, (story) => {
      const arrivals = createArrivals();
      const written: Transaction[] = [];
      const places = new Map<string, number>();
      let head = 0;
      const has = ({ seqs }: Transaction) => [...seqs].map(([name, seq]) => (places.get(name) ?? 0) >= seq);
      const pull = (name: (typeof collections)[number]) => {
        const before = written.filter((one) => !has(one).every(Boolean));
        places.set(name, head);
        const shown = arrivals.reached(name, at(head), true);
        const after = written.filter((one) => !has(one).every(Boolean));
        const half = after.filter((one) => has(one).some(Boolean));

        expect(shown).toBe(after.length === 0 || after.length < before.length); // never for a poke alone that is half here
        if (half.length > 0) expect(arrivals.caughtUp()).toBe(false); // and it is not said to be in step meanwhile
      };

      for (const step of story) {
        if ('pulls' in step) pull(step.pulls);
        else {
          const seqs = new Map(step.writes.map((name) => [name, ++head]));
          written.push({ seqs });
          arrivals.poked(poke(Object.fromEntries(seqs)));
        }
      }
      for (const name of collections) pull(name);

      expect(arrivals.caughtUp()).toBe(true);
    }),
  );
});
