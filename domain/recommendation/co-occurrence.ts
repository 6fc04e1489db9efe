import { byCodeUnit } from '../order.ts';
import type { Neighbour } from './recommend.ts';

const kept = 20;

/**
 * Which products were asked about by the same users: integer counts, so any order of the same users gives the same lists.
 * Similarity is the cosine of the two sets of users, in 1/1024, by square root and integer division only.
 */
export function coOccurrence(productsOfUsers: Iterable<ReadonlySet<string>>): (productId: string) => readonly Neighbour[] {
  const users = new Map<string, number>();
  const both = new Map<string, Map<string, number>>();
  for (const products of productsOfUsers) {
    for (const a of products) {
      users.set(a, (users.get(a) ?? 0) + 1);
      const row = both.get(a) ?? new Map<string, number>();
      both.set(a, row);
      for (const b of products) if (a !== b) row.set(b, (row.get(b) ?? 0) + 1);
    }
  }
  return (productId) => neighboursOf(productId, users, both.get(productId) ?? new Map());
}

function neighboursOf(productId: string, users: ReadonlyMap<string, number>, row: ReadonlyMap<string, number>): readonly Neighbour[] {
  const own = users.get(productId) ?? 0;
  return [...row]
    .map(([other, count]) => ({
      productId: other,
      similarity: Math.floor((count * 1_024) / Math.sqrt(own * (users.get(other) as number))),
      users: count,
    }))
    .sort((a, b) => b.similarity - a.similarity || byCodeUnit(a.productId, b.productId))
    .slice(0, kept);
}
