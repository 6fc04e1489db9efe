import type { DispatchItem, ItemState } from '../../contract/dispatch.ts';
import type { Lead } from '../../contract/lead.ts';
import type { RecommendationRules } from '../../contract/policy/recommendation-policy.ts';
import { daysBetween, kstDay } from '../time/kst.ts';
import { interestsOfLeads } from './interests-of-leads.ts';
import { type Recommendation, type RecommendationBasis, recommend } from './recommend.ts';

/** What is known of somebody. */
export type RecommendedTo = Readonly<{
  leads: Iterable<Lead>;
  /** What was ever queued for them. */
  items: Iterable<Pick<DispatchItem, 'productIds' | 'state' | 'at'>>;
}>;

/** A message in any other state has reached somebody, or may have, or will. */
const gone: ReadonlySet<ItemState> = new Set(['failed', 'skipped', 'cancelled', 'expired']);

/**
 * At most `count` products for somebody on an Asia/Seoul day, under what the shop has set. Server and desk ask this same function, so that with the same policy and
 * the same neighbour file they agree on every one, its place and its reason (I10).
 */
export const recommendFor = (
  { leads, items }: RecommendedTo,
  basis: RecommendationBasis,
  { seen, restDays }: Pick<RecommendationRules, 'seen' | 'restDays'>,
  asOfDay: string,
  count: number,
): readonly Recommendation[] =>
  recommend(interestsOfLeads(leads, asOfDay), basis, count, { seen, exclude: sentWithin(items, restDays, asOfDay) });

/** The products of messages of the last so many days, today included. */
function sentWithin(items: RecommendedTo['items'], days: number, asOfDay: string): ReadonlySet<string> {
  const sent = new Set<string>();
  for (const { productIds, state, at } of items) {
    if (gone.has(state) || daysBetween(kstDay(at), asOfDay) >= days) continue;
    for (const productId of productIds) sent.add(productId);
  }
  return sent;
}
