import type { Lead } from '../../contract/lead.ts';
import { halfLifeTables } from '../scoring/half-life-tables.ts';
import { daysBetween } from '../time/kst.ts';
import type { Interest } from './interest.ts';

/** Worth half after a fortnight, whatever the score's own half-life is. */
const halfLifeTable = halfLifeTables[14];
/** What each event of a day is worth: who asks wants more than who looks, and who requests something wants it most. */
const worth = { searches: 1, questions: 4, requests: 10 } as const;
/** So that sums of weight and similarity stay whole numbers far below 2^53. */
const mostWeight = 2 ** 20;
/** A shift by more than this would begin anew (ECMAScript 13.9.3); nothing is left of any weight long before. */
const mostHalvings = 31;

/**
 * What one user's leads say of their interests on an Asia/Seoul day: the same on server and desk (I10), and not a matter of the score's policy, so that
 * sliders there change no recommendation. What was done counts by its day, and is halved for every moment at which the user came to another product
 * later: in a running chat the last product speaks the loudest. Sums and maxima all of it, so that events may come in any order. A request that
 * waits counts as one; the last one decides whether the product was refused.
 */
export function interestsOfLeads(leads: Iterable<Lead>, asOfDay: string): readonly Interest[] {
  const shown = [...leads].map((lead) => ({ lead, own: ownWeight(lead, asOfDay) }));
  const places = placesOf(shown.filter(({ own }) => own > 0).map(({ lead }) => lead.lastSeenAt));
  return shown.map(({ lead, own }) => ({
    productId: lead.productId,
    weight: own >> Math.min(places.get(lead.lastSeenAt) ?? 0, mostHalvings),
    refused: lead.lastRequest?.requestType === '0',
  }));
}

/** How many other moments came after each. */
function placesOf(moments: readonly number[]): ReadonlyMap<number, number> {
  const newestFirst = [...new Set(moments)].sort((a, b) => b - a);
  return new Map(newestFirst.map((moment, place) => [moment, place]));
}

const ownWeight = ({ days, waiting }: Lead, asOfDay: string): number =>
  Math.min(mostWeight, weightOf(days, asOfDay) + waiting * worth.requests * (halfLifeTable[0] as number));

const weightOf = (days: Lead['days'], asOfDay: string): number =>
  days.reduce((sum, [day, searches, questions, requests]) => {
    const points = searches * worth.searches + questions * worth.questions + requests * worth.requests;
    return sum + points * decay(day, asOfDay);
  }, 0);

function decay(day: string, asOfDay: string): number {
  const age = Math.max(0, daysBetween(day, asOfDay));
  return halfLifeTable[Math.min(age, halfLifeTable.length - 1)] as number;
}
