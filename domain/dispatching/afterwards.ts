import type { DispatchItem, ItemState } from '../../contract/dispatch.ts';
import type { Lead } from '../../contract/lead.ts';
import { kstDay } from '../time/kst.ts';

/** What those a dispatch reached did since: people first, then how often. */
export type Afterwards = Readonly<{
  /** A provider took the message for them. */
  reached: number;
  /** Have been in the chat again. */
  returned: number;
  /** Have been there for a product that was recommended to them. */
  lookedAt: number;
  /** Have asked for something. */
  requested: number;
  /** From the Asia/Seoul day after their message on: the day itself has what came before it too. */
  searches: number;
  questions: number;
  requests: number;
}>;

export const nothingYet: Afterwards = { reached: 0, returned: 0, lookedAt: 0, requested: 0, searches: 0, questions: 0, requests: 0 };

const hasIt: ReadonlySet<ItemState> = new Set(['accepted', 'delivered']);

/** Sums what leads tell of the recipients; that somebody came does not say that they came because of it. */
export function afterwardsOf(items: Iterable<DispatchItem>, leadsOf: (userId: string) => readonly Lead[]): Afterwards {
  let sum = nothingYet;
  for (const item of items)
    if (item.acceptedAt !== undefined && hasIt.has(item.state))
      sum = add(sum, ofOne(item.productIds, item.acceptedAt, leadsOf(item.userId)));
  return sum;
}

function ofOne(productIds: readonly string[], sentAt: number, leads: readonly Lead[]): Afterwards {
  const since = leads.filter(({ lastSeenAt }) => lastSeenAt > sentAt);
  const day = kstDay(sentAt);
  const days = since.flatMap((lead) => lead.days.filter(([active]) => active > day));
  return {
    reached: 1,
    returned: one(since.length > 0),
    lookedAt: one(since.some(({ productId }) => productIds.includes(productId))),
    requested: one(since.some((lead) => hasRequested(lead, sentAt))),
    searches: days.reduce((total, [, searches]) => total + searches, 0),
    questions: days.reduce((total, [, , questions]) => total + questions, 0),
    requests: days.reduce((total, [, , , requests, refusals]) => total + requests + refusals, 0),
  };
}

const one = (claim: boolean): number => (claim ? 1 : 0);

/** A request that nobody has decided yet stands in the tail alone. */
const hasRequested = ({ lastRequest, tail }: Lead, since: number): boolean =>
  (lastRequest?.at ?? 0) > since || tail.some(({ kind, at }) => kind === 'requested' && at > since);

const add = (a: Afterwards, b: Afterwards): Afterwards => ({
  reached: a.reached + b.reached,
  returned: a.returned + b.returned,
  lookedAt: a.lookedAt + b.lookedAt,
  requested: a.requested + b.requested,
  searches: a.searches + b.searches,
  questions: a.questions + b.questions,
  requests: a.requests + b.requests,
});
