import type { Product } from '../../contract/product.ts';
import { byCodeUnit } from '../order.ts';

/** How strongly two products go together: a non-negative integer; `users` asked about both. */
export type Neighbour = Readonly<{ productId: string; similarity: number; users: number }>;

/** What recommendations are made from. The same on server and desk, so that they agree bit for bit (I10). */
export type RecommendationBasis = Readonly<{
  products: ReadonlyMap<string, Product>;
  /** Interest of everybody in a product: the fallback's order. Integers. */
  popularity: ReadonlyMap<string, number>;
  neighbours: (productId: string) => readonly Neighbour[];
}>;

/** What one user showed of interest in a product; `refused` ones are never recommended. */
export type Interest = Readonly<{ productId: string; weight: number; refused: boolean }>;

export type Recommendation = Readonly<{
  productId: string;
  because:
    | Readonly<{ kind: 'alsoAsked'; productId: string; users: number }>
    | Readonly<{ kind: 'askedAbout' }>
    | Readonly<{ kind: 'popular' }>;
}>;

/**
 * At most `count` products for one user: first what goes together with what they asked about, then what they asked about
 * themselves, then what is popular. Never out of stock, never refused; ties by product id.
 */
export function recommend(interests: readonly Interest[], basis: RecommendationBasis, count: number): readonly Recommendation[] {
  const refused = new Set(interests.filter((interest) => interest.refused).map(({ productId }) => productId));
  const seen = new Set(interests.map(({ productId }) => productId));
  const offered = (productId: string) => !refused.has(productId) && (basis.products.get(productId)?.inStock ?? false);

  const ranked: Recommendation[] = [
    ...alsoAsked(interests, basis, seen),
    ...ordered(interests.map(({ productId, weight }) => [productId, weight])).map(
      (productId): Recommendation => ({ productId, because: { kind: 'askedAbout' } }),
    ),
    ...ordered([...basis.popularity]).map((productId): Recommendation => ({ productId, because: { kind: 'popular' } })),
  ];
  const first = new Map<string, Recommendation>();
  for (const item of ranked) if (offered(item.productId) && !first.has(item.productId)) first.set(item.productId, item);
  return [...first.values()].slice(0, count);
}

function alsoAsked(interests: readonly Interest[], basis: RecommendationBasis, seen: ReadonlySet<string>): Recommendation[] {
  const sums = new Map<string, number>();
  const reasons = new Map<string, Readonly<{ productId: string; users: number; share: number }>>();
  for (const { productId, weight } of interests) {
    for (const neighbour of basis.neighbours(productId)) {
      if (seen.has(neighbour.productId)) continue;
      const share = weight * neighbour.similarity;
      sums.set(neighbour.productId, (sums.get(neighbour.productId) ?? 0) + share);
      const reason = reasons.get(neighbour.productId);
      if (!reason || share > reason.share || (share === reason.share && productId < reason.productId))
        reasons.set(neighbour.productId, { productId, users: neighbour.users, share });
    }
  }
  return ordered([...sums]).map((productId) => {
    const { productId: because, users } = reasons.get(productId) as { productId: string; users: number };
    return { productId, because: { kind: 'alsoAsked', productId: because, users } };
  });
}

/** Product ids by falling weight, then by id. */
const ordered = (weighted: readonly (readonly [string, number])[]): string[] =>
  [...weighted].sort(([a, wa], [b, wb]) => wb - wa || byCodeUnit(a, b)).map(([productId]) => productId);
