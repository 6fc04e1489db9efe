import { byCodeUnit } from '../order.ts';
import type { Interest } from './interest.ts';
import { type NeighbourTable, numberOf } from './neighbour-table.ts';
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
  const sums = sumsFor(table);
  for (const interest of interests) addNeighbours(sums, interest, table);
  const unknown = withOwn ? addOwn(sums, interests, table) : [];
  const candidates = [...unknown.filter(({ productId }) => may(productId)), ...largest(sums, table, may, count)];
  clear(sums);
  return candidates
    .sort((a, b) => b.points - a.points || byCodeUnit(a.productId, b.productId))
    .slice(0, count)
    .map(({ productId }) => productId);
}

/** By product of a table, whole numbers far below 2^53; `touched` are those that anything was added to. All 0 and empty between two questions. */
type Sums = Readonly<{ points: Float64Array; isTouched: Uint8Array; touched: number[] }>;

/** One for each table: ten thousand people are asked about in a row, of whom each has to do with few products of many. */
const sumsOfTables = new WeakMap<NeighbourTable, Sums>();

function sumsFor(table: NeighbourTable): Sums {
  const size = table.productIds.length;
  const sums = sumsOfTables.get(table) ?? { points: new Float64Array(size), isTouched: new Uint8Array(size), touched: [] };
  sumsOfTables.set(table, sums);
  return sums;
}

function add({ points, isTouched, touched }: Sums, product: number, more: number): void {
  if (!isTouched[product]) touched.push(product);
  isTouched[product] = 1;
  points[product] = (points[product] as number) + more;
}

function clear({ points, isTouched, touched }: Sums): void {
  for (const product of touched) {
    points[product] = 0;
    isTouched[product] = 0;
  }
  touched.length = 0;
}

function addNeighbours(sums: Sums, { productId, weight }: Interest, { starts, products, similarities, ...table }: NeighbourTable): void {
  const shown = numberOf(table, productId);
  if (shown === undefined) return;
  const end = starts[shown + 1] as number;
  for (let at = starts[shown] as number; at < end; at += 1) add(sums, products[at] as number, weight * (similarities[at] as number));
}

/** Adds what each interest speaks for itself; returns those of products that are not in the table. */
function addOwn(sums: Sums, interests: readonly Interest[], table: NeighbourTable): Candidate[] {
  return interests.flatMap(({ productId, weight }) => {
    const shown = numberOf(table, productId);
    const points = weight * selfSimilarity;
    if (shown === undefined) return points > 0 ? [{ productId, points }] : [];
    add(sums, shown, points);
    return [];
  });
}

/** The `count` largest sums of products that may be named. Products are numbered by their ids, so that ties by number are ties by id. */
function largest({ points, touched }: Sums, { productIds }: NeighbourTable, may: Asked['may'], count: number): readonly Candidate[] {
  const best: number[] = [];
  const isBefore = (a: number, b: number) => (points[a] as number) > (points[b] as number) || (points[a] === points[b] && a < b);
  for (const product of touched) {
    if ((points[product] as number) <= 0) continue;
    if (best.length === count && !isBefore(product, best.at(-1) as number)) continue;
    if (!may(productIds[product] as string)) continue;
    let place = best.length;
    while (place > 0 && isBefore(product, best[place - 1] as number)) place -= 1;
    best.splice(place, 0, product);
    if (best.length > count) best.pop();
  }
  return best.map((product) => ({ productId: productIds[product] as string, points: points[product] as number }));
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
