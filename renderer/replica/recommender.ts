import type { Lead } from '../../contract/lead.ts';
import type { NeighboursCard } from '../../contract/policy/neighbours-card.ts';
import type { RecommendationRules } from '../../contract/policy/recommendation-policy.ts';
import { byCodeUnit } from '../../domain/order.ts';
import { neighboursAmong } from '../../domain/recommendation/neighbour-lists.ts';
import type { NeighbourTable } from '../../domain/recommendation/neighbour-table.ts';
import type { Recommendation } from '../../domain/recommendation/recommend.ts';
import { recommendFor } from '../../domain/recommendation/recommend-for.ts';
import type { View } from './view.ts';

/** At most `count` products for one user. */
export type Recommend = (userId: string, count: number) => readonly Recommendation[];

/** Recommends as the server does: from the file that it published, and from this desk's own leads, dispatches and catalogue. */
export interface Recommender {
  /** As all leads stand now; `seen` differs from the shop's own rule. */
  exact(seen?: RecommendationRules['seen']): Recommend;
  /** The same; without a file what is counted here is counted again only once one lead in a hundred came or went: for what is shown anew with every change. */
  recent(): Recommend;
}

/** The neighbours in use, and whom everybody asks for. */
type Learned = Readonly<{ neighbours: NeighbourTable; popularity: ReadonlyMap<string, number> }>;

const tolerated = 0.01;

/** @param file the table of the file in use; undefined until the first one is here */
export function createRecommender(view: View, file: () => NeighbourTable | undefined): Recommender {
  const countedHere = countingHere(view);

  /** For as many users as are asked about in one go. */
  const from = ({ neighbours, popularity }: Learned, seen?: RecommendationRules['seen']): Recommend => {
    const products = new Map(view.products().map((product) => [product.id, product]));
    const shop = view.recommendationRules();
    const [rules, today] = [{ ...shop, ...(seen && { seen }) }, view.today()];
    return (userId, atMost) =>
      recommendFor(
        { leads: leadsOf(view, userId), items: itemsOf(view, userId) },
        { products, popularity, neighbours },
        rules,
        today,
        atMost,
      );
  };

  const learned = (exactly: boolean): Learned => {
    const neighbours = file();
    const card = view.documents.of('policy').get('neighbours');
    if (neighbours && card?.id === 'neighbours') return { neighbours, popularity: popularityIn(card) };
    return countedHere(exactly);
  };

  return { exact: (seen) => from(learned(true), seen), recent: () => from(learned(false)) };
}

const popularityIn = ({ popular }: NeighboursCard): ReadonlyMap<string, number> =>
  new Map(popular.map(({ productId, weight }) => [productId, weight]));

function leadsOf(view: View, userId: string): readonly Lead[] {
  const leads: Lead[] = [];
  for (const id of view.indexes.leadsOfUser.of(userId)) {
    const lead = view.lead(id);
    if (lead) leads.push(lead);
  }
  return leads;
}

const itemsOf = (view: View, userId: string) =>
  [...view.indexes.itemsOfUser.of(userId)].flatMap((id) => view.documents.of('dispatchItem').get(id) ?? []);

/** What the leads of this desk say, for as long as the server has published nothing. */
function countingHere(view: View): (exactly: boolean) => Learned {
  let counted = { population: -1, leads: 0 };
  let learned: Learned = { neighbours: neighboursAmong([]), popularity: new Map() };
  const isStale = (exactly: boolean) =>
    exactly ? counted.population !== view.population() : Math.abs(view.rows.size - counted.leads) > tolerated * counted.leads;

  return (exactly) => {
    if (isStale(exactly)) {
      counted = { population: view.population(), leads: view.rows.size };
      learned = { neighbours: neighboursAmong(productsOfUsers(view)), popularity: peopleByProduct(view) };
    }
    return learned;
  };
}

function* productsOfUsers(view: View): Iterable<ReadonlySet<string>> {
  const users = new Map<string, Set<string>>();
  for (const { userId, productId } of view.rows.all()) users.set(userId, (users.get(userId) ?? new Set()).add(productId));
  yield* users.values();
}

/** How many people a product interested, most first: what is sorted already is sorted again for every user at little cost. */
function peopleByProduct(view: View): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { productId } of view.rows.all()) counts.set(productId, (counts.get(productId) ?? 0) + 1);
  return new Map([...counts].sort(([a, x], [b, y]) => y - x || byCodeUnit(a, b)));
}
