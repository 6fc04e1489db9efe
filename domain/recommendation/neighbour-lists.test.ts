import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Shown } from './co-occurrence.ts';
import { createNeighbourLists, keptNeighbours, neighboursAmong } from './neighbour-lists.ts';
import { type NeighbourTable, numberOf } from './neighbour-table.ts';
import { similarity } from './similarity.ts';
import { anyShown, learned } from './testing/any-shown.ts';

type Pair = readonly [from: string, to: string, similarity: number, users: number];

function pairsOf({ productIds, starts, products, similarities, users }: NeighbourTable): Pair[] {
  return productIds.flatMap((from, number) =>
    Array.from(products.subarray(starts[number], starts[number + 1]), (to, index): Pair => {
      const at = (starts[number] as number) + index;
      return [from, productIds[to] as string, similarities[at] as number, users[at] as number];
    }),
  );
}

/** As it is defined, pair by pair; of few products, so that all neighbours are kept. */
function pairsByDefinition(story: readonly Shown[]): Pair[] {
  const usersOf = new Map<string, Set<string>>();
  for (const { userId, productId } of story) usersOf.set(productId, (usersOf.get(productId) ?? new Set()).add(userId));
  const ids = [...usersOf.keys()].sort();
  return ids.flatMap((from) =>
    ids.flatMap((to): Pair[] => {
      const [shown, other] = [usersOf.get(from) as Set<string>, usersOf.get(to) as Set<string>];
      const both = [...shown].filter((user) => other.has(user)).length;
      return from === to || both === 0 ? [] : [[from, to, similarity(both, shown.size, other.size), both]];
    }),
  );
}

test('given any users, the pairs are those that counting them one by one gives', () => {
  fc.assert(
    fc.property(fc.array(anyShown, { maxLength: 60 }), (story) => {
      expect(pairsOf(createNeighbourLists(learned(story)).table())).toEqual(pairsByDefinition(story));
    }),
  );
});

test('given lists that were made before more was learned and taken back, they become what lists made at once are', () => {
  const anySteps = fc.array(fc.array(anyShown, { maxLength: 6 }), { maxLength: 6 });

  fc.assert(
    fc.property(anySteps, (steps) => {
      const counts = learned([]);
      const lists = createNeighbourLists(counts);

      for (const step of steps) {
        for (const { userId, productId, times } of step) counts.learn(userId, productId, times);
        lists.table();
        const [first] = step;
        if (first) counts.unlearn(first.userId, first.productId, first.times);
        expect(lists.table()).toEqual(createNeighbourLists(counts).table());
      }
    }),
  );
});

test('given more neighbours than are kept, those stay that speak for a product the most, of equal ones the first by id', () => {
  const other = (number: number) => `other-${String(number).padStart(3, '0')}`;
  const others = Array.from({ length: keptNeighbours + 20 }, (_, number) => other(number));
  const strong = new Set(['bag', other(115)]);

  const table = neighboursAmong([...others.map((id) => new Set(['bag', id])), strong, strong]);

  const speakForBag = pairsOf(table).flatMap(([from, to]) => (to === 'bag' ? [from] : []));
  expect(speakForBag).toEqual([...others.slice(0, keptNeighbours - 1), other(115)]);
});

test('given products that users ask about in groups, the nearest of each product are of its own group', () => {
  const [groups, size, users] = [6, 20, 240];
  const story = Array.from(
    { length: users },
    (_, user) =>
      new Set(
        Array.from({ length: 8 }, (_, turn) => {
          const group = turn === 7 ? (user * 5 + turn) % groups : user % groups; // one in eight goes astray
          return `group-${group}-${(user * 7 + turn * 3) % size}`;
        }),
      ),
  );

  const table = neighboursAmong(story);

  const nearest = table.productIds.map((from) => {
    const best = pairsOf(table)
      .filter(([one]) => one === from)
      .sort((a, b) => b[2] - a[2])[0] as Pair;
    return [from, best[1]].map((id) => id.split('-')[1]);
  });
  expect(nearest).toHaveLength(groups * size);
  expect(nearest.filter(([own, found]) => own !== found)).toEqual([]);
});

test('given an id, finds its number, and none for one that nobody asked about', () => {
  const table = neighboursAmong([new Set(['bag', 'belt']), new Set(['coat'])]);

  expect(['bag', 'belt', 'coat', 'a', 'bz', 'z'].map((id) => numberOf(table, id))).toEqual([0, 1, 2, undefined, undefined, undefined]);
});
