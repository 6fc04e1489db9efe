import { BehaviorSubject, map } from 'rxjs';
import { ulid } from 'ulid';
import type { Desk } from '../replica/desk.ts';
import type { ReviewRow } from '../replica/requests/review-row.ts';
import type { Known } from './demo-rows.ts';
import { requestDoubts } from './request-doubts.ts';

const betweenMs = 17 * 60_000;

type Decided = Readonly<{ undo: (undoes: string) => boolean }>;

/** A queue of doubtful requests of some leads; what is decided leaves it, and an undo brings it back. */
export function demoRequests(known: Known, now: () => number): Pick<Desk, 'reviews$' | 'decide'> & Decided {
  const waiting$ = new BehaviorSubject(inventWaiting(known, now()));
  const before = new Map<string, readonly ReviewRow[]>();
  return {
    reviews$: ({ limit }) => waiting$.pipe(map((rows) => ({ rows: rows.slice(0, limit), total: rows.length }))),
    async decide(requests) {
      const ids = new Set(requests.map(({ requestEventId }) => requestEventId));
      const undoes = ulid(now());
      before.set(undoes, waiting$.value);
      waiting$.next(waiting$.value.filter(({ requestEventId }) => !ids.has(requestEventId)));
      return { undoes, leads: requests.length };
    },
    undo(undoes) {
      const rows = before.get(undoes);
      if (rows) waiting$.next(rows);
      return rows !== undefined;
    },
  };
}

const inventWaiting = ({ leads, persons, products }: Known, now: number): readonly ReviewRow[] =>
  [...leads.values()].slice(0, requestDoubts.length).map(({ id, userId, productId }, index) => ({
    ...{ leadId: id, requestEventId: `${id} doubt`, userId, version: 1 },
    user: persons.get(userId)?.name?.value ?? userId,
    product: products.get(productId)?.name ?? productId,
    requestedAt: now - (requestDoubts.length - index) * betweenMs,
    ...(requestDoubts[index] as (typeof requestDoubts)[number]),
  }));
