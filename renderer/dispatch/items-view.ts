import type { FailureCode } from '../../contract/failure.ts';
import { groupOf, type ItemGroup } from '../../domain/dispatching/item-group.ts';
import type { FacetCount } from '../replica/desk/lead-view.ts';
import type { ItemView } from '../replica/desk.ts';
import { isLeftOut } from './dispatch-stage.ts';

/** Which recipients of a dispatch are looked at: all, those in a state, those in it for one reason. */
export type ItemsView = Readonly<{ group?: ItemGroup; reason?: FailureCode }>;

export const itemsIn = (items: readonly ItemView[], { group, reason }: ItemsView): readonly ItemView[] =>
  group === undefined ? items : items.filter((item) => groupOf(item.state) === group && (reason === undefined || item.reason === reason));

/** Why those of a state are in it, the most frequent first; none where a state needs no reason. */
export function reasonsAmong(items: readonly ItemView[], group: ItemGroup | undefined): readonly FacetCount<FailureCode>[] {
  const counts = new Map<FailureCode, number>();
  for (const { state, reason } of items) if (reason && groupOf(state) === group) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
}

/** The place of who is looked at: the picked one, else the first who was to get something, else the first; -1 among nobody. */
export function pickedAmong(items: readonly ItemView[], picked: string | undefined): number {
  const at = picked === undefined ? -1 : items.findIndex(({ id }) => id === picked);
  if (at >= 0 || items.length === 0) return at;
  return Math.max(
    0,
    items.findIndex(({ state }) => !isLeftOut(groupOf(state))),
  );
}
