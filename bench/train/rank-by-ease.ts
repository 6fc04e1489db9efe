import type { CoOccurrence } from '../../domain/recommendation/co-occurrence.ts';
import { easeWeights } from '../../domain/recommendation/ease.ts';
import type { Ranker } from './ranking-quality.ts';
import { strongestItems } from './strongest-items.ts';

/** All weights of EASE, none left out. */
export function rankByEase(counts: CoOccurrence, items: number): Ranker {
  const weights = easeWeights(counts);
  const size = counts.products.length;
  const itemOf = counts.products.map(Number);
  const numberOf = new Map(itemOf.map((item, number) => [item, number]));
  return (known, count) => {
    const sums = new Float64Array(items).fill(Number.NEGATIVE_INFINITY);
    for (const item of itemOf) sums[item] = 0;
    for (const item of known) {
      const row = (numberOf.get(item) ?? Number.NaN) * size;
      if (Number.isNaN(row)) continue;
      for (let number = 0; number < size; number += 1)
        sums[itemOf[number] as number] = (sums[itemOf[number] as number] as number) + (weights[row + number] as number);
    }
    return strongestItems(sums, known, count);
  };
}
