import type { DispatchItem } from '../../../contract/dispatch.ts';
import type { FailureCode } from '../../../contract/failure.ts';
import { groupOf, type ItemGroup, isLeftOut } from '../../../domain/dispatching/item-group.ts';
import { isResendable } from '../../../domain/dispatching/resend.ts';
import type { ItemPage, ItemsView } from '../desk/item-page.ts';
import type { FacetCount } from '../desk/lead-view.ts';
import { type LineQuery, linePage } from '../desk/line-page.ts';

type Item = Pick<DispatchItem, 'id' | 'state' | 'reason'>;

/** Where nobody is picked, the first who was to get something is looked at, else the first. @param items all of a message, in their order */
export function itemPageOf<I extends Item>(items: readonly I[], asked: ItemsView, lines: LineQuery): ItemPage<I> {
  const page = linePage(itemsIn(items, asked), lines, ({ id }) => id, usualAmong);
  return { ...page, everybody: items.length, resendable: items.filter(isResendable).length, reasons: reasonsAmong(items, asked.group) };
}

const itemsIn = <I extends Item>(items: readonly I[], { group, reason }: ItemsView): readonly I[] =>
  group === undefined ? items : items.filter((item) => groupOf(item.state) === group && (reason === undefined || item.reason === reason));

function reasonsAmong(items: readonly Item[], group: ItemGroup | undefined): readonly FacetCount<FailureCode>[] {
  const counts = new Map<FailureCode, number>();
  for (const { state, reason } of items) if (reason && groupOf(state) === group) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
}

const usualAmong = (items: readonly Item[]): number => items.findIndex(({ state }) => !isLeftOut(groupOf(state)));
