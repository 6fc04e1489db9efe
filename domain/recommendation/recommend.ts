import type { Product } from '../../contract/product.ts';
import { byCodeUnit } from '../order.ts';
import type { Interest } from './interest.ts';
import type { NeighbourTable } from './neighbour-table.ts';
import { strongest, summandsOf } from './sum-neighbours.ts';

/** What recommendations are made from. The same on server and desk, so that they agree bit for bit (I10). */
export type RecommendationBasis = Readonly<{
  products: ReadonlyMap<string, Product>;
  /** Interest of everybody in a product: the fallback's order. Integers. */
  popularity: ReadonlyMap<string, number>;
  neighbours: NeighbourTable;
}>;

/**
 * Whether products that a user has looked at may come back. `last`: after everything new that goes along with them, before what is merely popular.
 * `among`: in between, as much as their own weight speaks for them; in a running chat most people go back to what they saw. `never`: not at all.
 */
export type SeenRule = 'last' | 'among' | 'never';

export type RecommendRules = Readonly<{
  seen: SeenRule;
  /** Never recommended here, beside what was refused or is out of stock: what was sent to the user not long ago. */
  exclude?: ReadonlySet<string>;
}>;

export type Recommendation = Readonly<{
  productId: string;
  because:
    | Readonly<{ kind: 'alsoAsked'; productId: string; users: number }>
    | Readonly<{ kind: 'askedAbout' }>
    | Readonly<{ kind: 'popular' }>;
}>;

/**
 * At most `count` products for one user: first what goes together with what they asked about, then what they asked about
 * themselves, then what is popular. Never out of stock or discontinued, never refused; ties by product id. Somebody who is new is recommended what goes along with
 * the product of their chat, as the one interest that they have shown.
 */
export function recommend(
  interests: readonly Interest[],
  basis: RecommendationBasis,
  count: number,
  rules: RecommendRules = { seen: 'last' },
): readonly Recommendation[] {
  const isOffered = offeredBy(interests, basis, rules);
  const found = new Map<string, Recommendation>();
  for (const item of ranked(interests, basis, rules, isOffered, count)) {
    if (found.size === count) break;
    if (!found.has(item.productId) && isOffered(item.productId)) found.set(item.productId, item);
  }
  return [...found.values()];
}

function offeredBy(interests: readonly Interest[], { products }: RecommendationBasis, { seen, exclude }: RecommendRules) {
  const left = new Set(exclude);
  for (const { productId, refused } of interests) if (refused || seen === 'never') left.add(productId);
  return (productId: string): boolean => {
    const product = products.get(productId);
    return product?.inStock === true && !product.discontinued && !left.has(productId);
  };
}

/** The best first, each as often as there is a reason for it. */
function* ranked(
  interests: readonly Interest[],
  basis: RecommendationBasis,
  { seen }: RecommendRules,
  isOffered: (productId: string) => boolean,
  count: number,
): Iterable<Recommendation> {
  const known = new Set(interests.map(({ productId }) => productId));
  const may = (productId: string) => isOffered(productId) && (seen === 'among' || !known.has(productId));
  for (const productId of strongest(interests, basis.neighbours, { withOwn: seen === 'among', may, count })) {
    yield { productId, because: reasonFor(productId, interests, basis.neighbours) };
  }
  for (const productId of byWeight(interests.map((one) => [one.productId, one.weight])))
    yield { productId, because: { kind: 'askedAbout' } };
  for (const productId of popularFirst(basis.popularity)) yield { productId, because: { kind: 'popular' } };
}

/** The interest that speaks for it the most, of equal ones the one with the smaller id. */
function reasonFor(productId: string, interests: readonly Interest[], neighbours: NeighbourTable): Recommendation['because'] {
  const [first] = summandsOf(productId, interests, neighbours);
  return first ? { kind: 'alsoAsked', productId: first.productId, users: first.users } : { kind: 'askedAbout' };
}

/** Product ids by falling weight, then by id. */
const byWeight = (weighted: readonly (readonly [string, number])[]): string[] =>
  [...weighted].sort(([a, wa], [b, wb]) => wb - wa || byCodeUnit(a, b)).map(([productId]) => productId);

/** Ordered once for all who are asked about in a row. */
const popular = new WeakMap<RecommendationBasis['popularity'], readonly string[]>();

function popularFirst(popularity: RecommendationBasis['popularity']): readonly string[] {
  const ordered = popular.get(popularity) ?? byWeight([...popularity]);
  popular.set(popularity, ordered);
  return ordered;
}
