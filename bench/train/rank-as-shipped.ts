import { aProduct } from '../../contract/testing/build-document.ts';
import type { Interest } from '../../domain/recommendation/interest.ts';
import type { NeighbourTable } from '../../domain/recommendation/neighbour-table.ts';
import { type RecommendationBasis, recommend, type SeenRule } from '../../domain/recommendation/recommend.ts';
import { idOf } from './learn-split.ts';
import type { Ranker } from './ranking-quality.ts';

/** As many as a server tells of at once, far more than are asked for. */
const mostPopular = 1_000;

/** A catalogue in which everything is in stock; what nobody is led to is recommended by how many users it has. */
export function basisOf(neighbours: NeighbourTable): RecommendationBasis {
  const { productIds, usersOf } = neighbours;
  const popular = productIds.map((productId, number) => [productId, usersOf[number] as number] as const).sort(([, a], [, b]) => b - a);
  return {
    neighbours,
    products: new Map(productIds.map((productId) => [productId, aProduct({ id: productId, productId })])),
    popularity: new Map(popular.slice(0, mostPopular)),
  };
}

/** `recommend` as server and desk call it. */
export function rankAsShipped(
  table: NeighbourTable,
  {
    seen = 'never',
    interestsOf = equalInterests,
  }: Readonly<{ seen?: SeenRule; interestsOf?: (productIds: readonly string[]) => readonly Interest[] }> = {},
): Ranker {
  const basis = basisOf(table);
  return (known, count) => recommend(interestsOf(known.map(idOf)), basis, count, { seen }).map(({ productId }) => Number(productId));
}

export const equalInterests = (productIds: readonly string[]): readonly Interest[] =>
  productIds.map((productId) => ({ productId, weight: 1, refused: false }));
