import fc from 'fast-check';
import { type CoOccurrence, createCoOccurrence, type Shown } from '../co-occurrence.ts';
import { encodeNeighbours, neighbourFileHash } from '../neighbour-file.ts';
import { createNeighbourLists } from '../neighbour-lists.ts';

/** Users and products few enough that they meet often. */
export const anyShown: fc.Arbitrary<Shown> = fc.record({
  userId: fc.nat(7).map((user) => `user-${user}`),
  productId: fc.nat(11).map((product) => `product-${product}`),
  times: fc.integer({ min: 1, max: 3 }),
});

export function learned(all: readonly Shown[]): CoOccurrence {
  const counts = createCoOccurrence();
  for (const { userId, productId, times } of all) counts.learn(userId, productId, times);
  return counts;
}

/** Everything that is known: who showed what how often, and the table that is made of it, by its hash. */
export const knownIn = (counts: CoOccurrence): readonly string[] => [
  ...[...counts.shown()].map(({ userId, productId, times }) => `${userId} ${productId} ${times}`).sort(),
  hashOf(counts),
];

export const hashOf = (counts: CoOccurrence): string => neighbourFileHash(encodeNeighbours(createNeighbourLists(counts).table()));
