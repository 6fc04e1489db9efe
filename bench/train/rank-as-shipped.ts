import { aProduct } from '../../contract/testing/build-document.ts';
import type { NeighbourTable } from '../../domain/recommendation/neighbour-table.ts';
import type { Recommendation, RecommendationBasis, SeenRule } from '../../domain/recommendation/recommend.ts';
import { recommendFor } from '../../domain/recommendation/recommend-for.ts';
import { chatDay, type Leads, leadsAtOnce } from './leads-of-looks.ts';
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

type Asked = Readonly<{ seen?: SeenRule; asOfDay?: string; count: number }>;

/** What server and desk answer to somebody with these leads, to whom nothing was sent. */
export const recommendAsShipped = (
  leads: Leads,
  basis: RecommendationBasis,
  { seen = 'never', asOfDay = chatDay, count }: Asked,
): readonly Recommendation[] => recommendFor({ leads: leads.values(), items: [] }, basis, { seen, restDays: 0 }, asOfDay, count);

type Ranked = Readonly<{ seen?: SeenRule; leadsOf?: (productIds: readonly string[]) => Leads }>;

export function rankAsShipped(table: NeighbourTable, { seen = 'never', leadsOf = leadsAtOnce }: Ranked = {}): Ranker {
  const basis = basisOf(table);
  return (known, count) => recommendAsShipped(leadsOf(known.map(idOf)), basis, { seen, count }).map(({ productId }) => Number(productId));
}
