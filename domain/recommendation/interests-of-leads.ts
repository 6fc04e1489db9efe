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

/**
 * What one user's leads say of their interests on an Asia/Seoul day: the same on server and desk (I10), and not a matter of the score's policy, so that
 * sliders there change no recommendation. A request that waits counts as one; the last one decides whether the product was refused.
 */
export const interestsOfLeads = (leads: Iterable<Lead>, asOfDay: string): readonly Interest[] =>
  [...leads].map(({ productId, days, waiting, lastRequest }) => ({
    productId,
    weight: Math.min(mostWeight, weightOf(days, asOfDay) + waiting * worth.requests * (halfLifeTable[0] as number)),
    refused: lastRequest?.requestType === '0',
  }));

const weightOf = (days: Lead['days'], asOfDay: string): number =>
  days.reduce((sum, [day, searches, questions, requests]) => {
    const points = searches * worth.searches + questions * worth.questions + requests * worth.requests;
    return sum + points * decay(day, asOfDay);
  }, 0);

function decay(day: string, asOfDay: string): number {
  const age = Math.max(0, daysBetween(day, asOfDay));
  return halfLifeTable[Math.min(age, halfLifeTable.length - 1)] as number;
}
