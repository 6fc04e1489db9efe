import { BehaviorSubject, map, type Observable } from 'rxjs';
import { ulid } from 'ulid';
import type { Done } from '../replica/desk/lead-act.ts';
import type { Desk } from '../replica/desk.ts';
import type { DecisionChange, DecisionPreview } from '../replica/requests/decision-preview.ts';
import type { RequestPlace, ReviewRow } from '../replica/requests/review-row.ts';
import type { Known } from './demo-rows.ts';
import { requestDoubts } from './request-doubts.ts';

const betweenMs = 17 * 60_000;

type Decided = Readonly<{
  undo: (undoes: string) => boolean;
  /** What the rules of today make of some of them: every other one, as if its product's rule had changed. */
  preview: (some: readonly RequestPlace[]) => Observable<DecisionPreview>;
  reevaluate: (some: readonly RequestPlace[]) => Promise<Done>;
}>;

/** A queue of doubtful requests of some leads; what is decided leaves it, and an undo brings it back. */
export function demoRequests(known: Known, now: () => number): Pick<Desk, 'reviews$' | 'decide'> & Decided {
  const waiting$ = new BehaviorSubject(inventWaiting(known, now()));
  const before = new Map<string, readonly ReviewRow[]>();
  const leave = (requests: readonly RequestPlace[]): Done => {
    const ids = new Set(requests.map(({ requestEventId }) => requestEventId));
    const undoes = ulid(now());
    before.set(undoes, waiting$.value);
    waiting$.next(waiting$.value.filter(({ requestEventId }) => !ids.has(requestEventId)));
    return { undoes, leads: requests.length };
  };
  return {
    reviews$: ({ limit }) => waiting$.pipe(map((rows) => ({ rows: rows.slice(0, limit), total: rows.length }))),
    preview: (some) => waiting$.pipe(map((rows) => previewOf(rows, some))),
    reevaluate: async (some) => leave(previewOf(waiting$.value, some).changes),
    decide: async (requests) => leave(requests),
    undo(undoes) {
      const rows = before.get(undoes);
      if (rows) waiting$.next(rows);
      return rows !== undefined;
    },
  };
}

function previewOf(rows: readonly ReviewRow[], some: readonly RequestPlace[]): DecisionPreview {
  const ids = new Set(some.map(({ requestEventId }) => requestEventId));
  const changes = rows.flatMap((row, index): DecisionChange[] => {
    if (!ids.has(row.requestEventId) || index % 2 > 0) return [];
    return [{ ...row, from: 'review', to: index % 4 === 0 ? 'approve' : 'refuse', rule: 'policy.product' }];
  });
  return { requests: some.length, byPeople: 0, unknown: 0, asking: false, asked: false, changes };
}

const inventWaiting = ({ leads, persons, products }: Known, now: number): readonly ReviewRow[] =>
  [...leads.values()].slice(0, requestDoubts.length).map(({ id, userId, productId }, index) => ({
    ...{ leadId: id, requestEventId: `${id} doubt`, userId, version: 1 },
    user: persons.get(userId)?.name?.value ?? userId,
    product: products.get(productId)?.name ?? productId,
    requestedAt: now - (requestDoubts.length - index) * betweenMs,
    ...(requestDoubts[index] as (typeof requestDoubts)[number]),
  }));
