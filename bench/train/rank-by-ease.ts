import type { CoOccurrence } from '../../domain/recommendation/co-occurrence.ts';
import { easeWeights } from '../../domain/recommendation/ease.ts';
import type { Interest } from '../../domain/recommendation/interest.ts';
import type { Ranker } from './ranking-quality.ts';
import { strongestItems } from './strongest-items.ts';

/** What an item of somebody's weighs. */
type Weighed = Readonly<{ item: number; weight: number }>;

/** All weights of EASE, none left out. */
export function rankByEase(counts: CoOccurrence, items: number): Ranker {
  const rank = rankWeighedByEase(counts, items);
  return (known, count) =>
    rank(
      known.map((item) => ({ item, weight: 1 })),
      count,
    );
}

/** The same from interests that do not weigh the same, as recommendations are made from. */
export function rankInterestsByEase(
  counts: CoOccurrence,
  items: number,
): (interests: readonly Interest[], count: number) => readonly number[] {
  const rank = rankWeighedByEase(counts, items);
  return (interests, count) =>
    rank(
      interests.map(({ productId, weight }) => ({ item: Number(productId), weight })),
      count,
    );
}

function rankWeighedByEase(counts: CoOccurrence, items: number) {
  const weights = easeWeights(counts);
  const size = counts.products.length;
  const itemOf = counts.products.map(Number);
  const numberOf = new Map(itemOf.map((item, number) => [item, number]));
  return (known: readonly Weighed[], count: number): readonly number[] => {
    const sums = new Float64Array(items).fill(Number.NEGATIVE_INFINITY);
    for (const item of itemOf) sums[item] = 0;
    for (const { item, weight } of known) {
      const row = (numberOf.get(item) ?? Number.NaN) * size;
      if (Number.isNaN(row)) continue;
      for (let number = 0; number < size; number += 1) {
        const at = itemOf[number] as number;
        sums[at] = (sums[at] as number) + weight * (weights[row + number] as number);
      }
    }
    return strongestItems(
      sums,
      known.map(({ item }) => item),
      count,
    );
  };
}
