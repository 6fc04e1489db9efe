import type { Lead } from '../../contract/lead.ts';
import { coOccurrence } from '../../domain/recommendation/co-occurrence.ts';
import { type Interest, type Recommendation, type RecommendationBasis, recommend } from '../../domain/recommendation/recommend.ts';
import type { View } from './view.ts';

/** Recommends from what all leads show. The neighbours are counted when first asked for, and again when leads came or went. */
export interface Recommender {
  forUser(userId: string, count: number): readonly Recommendation[];
}

export function createRecommender(view: View): Recommender {
  let countedAt = -1;
  let neighbours: RecommendationBasis['neighbours'] = () => [];
  let popularity: ReadonlyMap<string, number> = new Map();

  const basis = (): RecommendationBasis => {
    if (countedAt !== view.population()) {
      countedAt = view.population();
      neighbours = coOccurrence(productsOfUsers(view));
      popularity = popularityOf(view);
    }
    return { products: new Map(view.products().map((product) => [product.id, product])), popularity, neighbours };
  };

  return {
    forUser: (userId, count) => {
      const interests = [...view.indexes.leadsOfUser.of(userId)].flatMap((id) => toInterest(view, id) ?? []);
      return recommend(interests, basis(), count);
    },
  };
}

/** Interest weighs as the score does; a lead whose last request was refused is not offered again. */
function toInterest(view: View, id: string): Interest | undefined {
  const row = view.rows.get(id);
  return row && { productId: row.productId, weight: Math.max(0, row.points), refused: isRefused(view.lead(id)) };
}

const isRefused = (lead: Lead | undefined): boolean => lead?.lastRequest?.requestType === '0';

function* productsOfUsers(view: View): Iterable<ReadonlySet<string>> {
  const users = new Map<string, Set<string>>();
  for (const { userId, productId } of view.rows.all()) users.set(userId, (users.get(userId) ?? new Set()).add(productId));
  yield* users.values();
}

/** How many people a product interested. */
function popularityOf(view: View): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { productId } of view.rows.all()) counts.set(productId, (counts.get(productId) ?? 0) + 1);
  return counts;
}
