import type { Activity } from '../../contract/activity.ts';
import { byCodeUnit } from '../../domain/order.ts';
import type { Documents } from './documents.ts';

/**
 * The audit, newest first. What changed is merged into what is in order already, and only when somebody looks: a busy shop's
 * hundred thousand decisions are sorted once.
 */
export interface ActivityOrder {
  /** Follows what the documents took in. */
  renew(ids: Iterable<string>): void;
  newestFirst(): readonly Activity[];
}

export function createActivityOrder(documents: Pick<Documents, 'of'>): ActivityOrder {
  const stale = new Set<string>();
  let order: readonly Activity[] | undefined;

  const merge = (ordered: readonly Activity[]): readonly Activity[] => {
    const known = documents.of('activity');
    const fresh = [...stale].flatMap((id) => known.get(id) ?? []).sort(newerFirst);
    return merged(
      ordered.filter(({ id }) => !stale.has(id)),
      fresh,
    );
  };

  return {
    renew: (ids) => {
      if (order) for (const id of ids) stale.add(id);
    },
    newestFirst: () => {
      if (!order) order = [...documents.of('activity').values()].sort(newerFirst);
      else if (stale.size > 0) order = merge(order);
      stale.clear();
      return order;
    },
  };
}

/** An act heads the conflicts that it caused, which are of the same moment. */
const newerFirst = (a: Activity, b: Activity) => b.at - a.at || rank(a) - rank(b) || byCodeUnit(b.id, a.id);

const rank = ({ kind }: Activity): number => (kind === 'conflict' ? 1 : 0);

function merged(a: readonly Activity[], b: readonly Activity[]): readonly Activity[] {
  if (b.length === 0) return a;
  const all: Activity[] = [];
  let next = 0;
  for (const fresh of b) {
    for (let other = a[next]; other && newerFirst(other, fresh) < 0; other = a[++next]) all.push(other);
    all.push(fresh);
  }
  return all.concat(a.slice(next));
}
