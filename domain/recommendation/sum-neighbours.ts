import { byCodeUnit } from '../order.ts';
import type { Interest } from './interest.ts';
import { type NeighbourTable, numberOf } from './neighbour-table.ts';
import { placesOfLargest } from './places-of-largest.ts';
import { similarityScale } from './similarity.ts';

/** What one interest adds to a product: `users` asked about both. */
export type Summand = Readonly<{ productId: string; users: number; points: number }>;

/** What a product speaks for itself, where what was seen may come back among others: a fifth. */
const selfSimilarity = Math.floor(similarityScale / 5);

type Asked = Readonly<{ withOwn: boolean; may: (productId: string) => boolean; count: number }>;
type Candidate = Readonly<{ productId: string; points: number }>;

/**
 * The products that all interests together speak for the most: sums of weight and similarity in whole numbers, above 0; the largest first, ties by id; at
 * most `count`.
 */
export function strongest(interests: readonly Interest[], table: NeighbourTable, { withOwn, may, count }: Asked): readonly string[] {
  const sums = sumsOf(interests, table);
  const unknown = withOwn ? addOwn(interests, table, sums) : [];
  const candidates: Candidate[] = unknown.filter(({ productId }) => may(productId));
  sums.forEach((points, product) => {
    const productId = table.productIds[product] as string;
    if (points > 0 && may(productId)) candidates.push({ productId, points });
  });
  const byId = (a: number, b: number) => byCodeUnit((candidates[a] as Candidate).productId, (candidates[b] as Candidate).productId);
  const points = Float64Array.from(candidates, (candidate) => candidate.points);
  const places = placesOfLargest(points, count, byId).sort((a, b) => (points[b] as number) - (points[a] as number) || byId(a, b));
  return places.map((place) => (candidates[place] as Candidate).productId);
}

/** By product of the table. Whole numbers far below 2^53. */
function sumsOf(interests: readonly Interest[], { starts, products, similarities, ...table }: NeighbourTable): Float64Array {
  const sums = new Float64Array(table.productIds.length);
  for (const { productId, weight } of interests) {
    const shown = numberOf(table, productId);
    if (shown === undefined) continue;
    const end = starts[shown + 1] as number;
    for (let at = starts[shown] as number; at < end; at += 1) {
      const product = products[at] as number;
      sums[product] = (sums[product] as number) + weight * (similarities[at] as number);
    }
  }
  return sums;
}

/** Adds what each interest speaks for itself; returns those of products that are not in the table. */
function addOwn(interests: readonly Interest[], table: NeighbourTable, sums: Float64Array): Candidate[] {
  return interests.flatMap(({ productId, weight }) => {
    const shown = numberOf(table, productId);
    const points = weight * selfSimilarity;
    if (shown === undefined) return points > 0 ? [{ productId, points }] : [];
    sums[shown] = (sums[shown] as number) + points;
    return [];
  });
}

/** What makes a product's sum, beside its own weight: they add up to it exactly (I10). The largest first, ties by id. */
export function summandsOf(productId: string, interests: readonly Interest[], table: NeighbourTable): readonly Summand[] {
  const product = numberOf(table, productId);
  const summands = interests.flatMap(({ productId: shownId, weight }): Summand[] => {
    const shown = numberOf(table, shownId);
    const at = product === undefined || shown === undefined ? -1 : placeOf(product, shown, table);
    if (at < 0 || weight === 0) return [];
    return [{ productId: shownId, users: table.users[at] as number, points: weight * (table.similarities[at] as number) }];
  });
  return summands.sort((a, b) => b.points - a.points || byCodeUnit(a.productId, b.productId));
}

/** Where the product is among what `shown` speaks for, by rising number; -1 for nowhere. */
function placeOf(product: number, shown: number, { starts, products }: NeighbourTable): number {
  let [from, to] = [starts[shown] as number, starts[shown + 1] as number];
  const end = to;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((products[middle] as number) < product) from = middle + 1;
    else to = middle;
  }
  return from < end && products[from] === product ? from : -1;
}
