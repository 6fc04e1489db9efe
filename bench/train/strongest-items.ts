import { placesOfLargest } from '../../domain/recommendation/places-of-largest.ts';

/** The items with the largest sums, the largest first; none of `known`. Writes in `sums`. */
export function strongestItems(sums: Float64Array, known: readonly number[], count: number): readonly number[] {
  for (const item of known) sums[item] = Number.NEGATIVE_INFINITY;
  const places = placesOfLargest(sums, count, (a, b) => a - b);
  return places.sort((a, b) => (sums[b] as number) - (sums[a] as number) || a - b);
}
