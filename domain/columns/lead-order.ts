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
 * A sorted list after some lines changed, came or went. `before` holds every changed line as it still stands in the list, undefined for one that is
 * not in it; `current` gives its newest state, undefined for one that is gone. Each is looked for by halving, so that of the many lines that did not
 * change none is compared with another: they are only copied.
 */
export function reorder<L extends LeadLine>(
  sorted: readonly L[],
  before: ReadonlyMap<string, L | undefined>,
  current: (id: string) => L | undefined,
  compare: Compare,
): L[] {
  const gone = [...before.values()].flatMap((line) => (line ? [placeOf(line, sorted, compare)] : [])).sort((a, b) => a - b);
  const moved = [...before.keys()].flatMap((id) => current(id) ?? []).sort(compare);
  const merged: L[] = [];
  let next = 0;
  let passed = 0;
  const copyUpTo = (end: number) => {
    for (; next < end; next++) {
      if (gone[passed] === next) passed++;
      else merged.push(sorted[next] as L);
    }
  };
  for (const line of moved) {
    copyUpTo(placeOf(line, sorted, compare));
    merged.push(line);
  }
  copyUpTo(sorted.length);
  return merged;
}

/**
 * Puts the newest state of every changed line that still belongs where it stood in its place, in the list itself: an edit of hundreds seldom
 * changes what they are sorted by. Gives the others: those that move, come or go. `before` as for `reorder`.
 */
export function renewInPlace<L extends LeadLine>(
  sorted: L[],
  before: ReadonlyMap<string, L | undefined>,
  current: (id: string) => L | undefined,
  compare: Compare,
): ReadonlyMap<string, L | undefined> {
  const others = new Map<string, L | undefined>();
  for (const [id, line] of before) {
    const now = current(id);
    if (line && now && compare(line, now) === 0) sorted[placeOf(line, sorted, compare)] = now;
    else others.set(id, line);
  }
  return others;
}

/** Where a line is, or would be, in a sorted list. */
function placeOf<L extends LeadLine>(line: L, sorted: readonly L[], compare: Compare): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (compare(sorted[middle] as L, line) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}
