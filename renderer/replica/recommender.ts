import type { Lead } from '../../contract/lead.ts';
import { byCodeUnit } from '../../domain/order.ts';
import type { Interest } from '../../domain/recommendation/interest.ts';
import { neighboursAmong } from '../../domain/recommendation/neighbour-lists.ts';
import { type Recommendation, recommend } from '../../domain/recommendation/recommend.ts';
import type { View } from './view.ts';

/** At most `count` products for one user. */
export type Recommend = (userId: string, count: number) => readonly Recommendation[];

/** Recommends from what all leads show: who asked about what is counted when first asked for. */
export interface Recommender {
  /** As all leads stand now. */
  exact(): Recommend;
  /** The same, but counted again only once one lead in a hundred came or went: for what is shown anew with every change. */
  recent(): Recommend;
}

const tolerated = 0.01;

export function createRecommender(view: View): Recommender {
  let counted = { population: -1, leads: 0 };
  let neighbours = neighboursAmong([]);
  let popularity: ReadonlyMap<string, number> = new Map();

  const count = () => {
    counted = { population: view.population(), leads: view.rows.size };
    neighbours = neighboursAmong(productsOfUsers(view));
    popularity = popularityOf(view);
  };

  /** For as many users as are asked about in one go. */
  const now = (): Recommend => {
    const basis = { products: new Map(view.products().map((product) => [product.id, product])), popularity, neighbours };
    return (userId, atMost) => {
      const interests = [...view.indexes.leadsOfUser.of(userId)].flatMap((id) => toInterest(view, id) ?? []);
      return recommend(interests, basis, atMost);
    };
  };

  return {
    exact: () => {
      if (counted.population !== view.population()) count();
      return now();
    },
    recent: () => {
      if (Math.abs(view.rows.size - counted.leads) > tolerated * counted.leads) count();
      return now();
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

/** How many people a product interested, most first: what is sorted already is sorted again for every user at little cost. */
function popularityOf(view: View): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { productId } of view.rows.all()) counts.set(productId, (counts.get(productId) ?? 0) + 1);
  return new Map([...counts].sort(([a, x], [b, y]) => y - x || byCodeUnit(a, b)));
}
