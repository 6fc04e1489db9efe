import { leadStatuses } from '../../contract/lead.ts';
import type { LeadSort } from '../../contract/lead-filter.ts';
import { byCodeUnit } from '../order.ts';
import type { LeadLine } from './lead-line.ts';

type Compare = (a: LeadLine, b: LeadLine) => number;

const ascending: Readonly<Record<LeadSort['by'], Compare>> = {
  score: (a, b) => a.points - b.points,
  lastSeenAt: (a, b) => a.lastSeenAt - b.lastSeenAt,
  searches: (a, b) => a.searches - b.searches,
  questions: (a, b) => a.questions - b.questions,
  requests: (a, b) => a.requests - b.requests,
  refusals: (a, b) => a.refusals - b.refusals,
  user: (a, b) => byCodeUnit(a.name ?? a.userId, b.name ?? b.userId),
  product: (a, b) => byCodeUnit(a.productName ?? a.productId, b.productName ?? b.productId),
  status: (a, b) => leadStatuses.indexOf(a.status) - leadStatuses.indexOf(b.status),
};

/** A total order: ties by id, ascending in both directions, so that rows never jump between equal neighbours. */
export function leadOrder({ by, direction }: LeadSort): Compare {
  const compare = ascending[by];
  const sign = direction === 'asc' ? 1 : -1;
  return (a, b) => sign * compare(a, b) || byCodeUnit(a.id, b.id);
}

/**
 * A sorted list after some lines changed, came or went: linear in the list, and only the changed lines are sorted.
 * `current` gives a line's newest state, undefined for one that is gone; a changed id need not have been in the list.
 */
export function reorder<L extends LeadLine>(
  sorted: readonly L[],
  changedIds: ReadonlySet<string>,
  current: (id: string) => L | undefined,
  compare: Compare,
): L[] {
  const moved = [...changedIds].flatMap((id) => current(id) ?? []).sort(compare);
  const merged: L[] = [];
  let next = 0;
  for (const line of sorted) {
    if (changedIds.has(line.id)) continue;
    for (; next < moved.length && compare(moved[next] as L, line) < 0; next++) merged.push(moved[next] as L);
    merged.push(line);
  }
  return [...merged, ...moved.slice(next)];
}
