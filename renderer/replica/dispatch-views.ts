import type { RequestDispatch } from '../../contract/command/request-dispatch.ts';
import type { FoundOut } from '../../contract/command/settle-item.ts';
import type { Dispatch, DispatchItem } from '../../contract/dispatch.ts';
import { type Afterwards, afterwardsOf } from '../../domain/dispatching/afterwards.ts';
import { pauseDispatch, resumeDispatch } from '../../domain/dispatching/dispatch-step.ts';
import { foldItem, isUnclaimed } from '../../domain/dispatching/item-step.ts';
import { stepFoundOut } from '../../domain/dispatching/settle-item.ts';
import { leadId } from '../../domain/identity/ids.ts';
import { byCodeUnit } from '../../domain/order.ts';
import { maskPhone } from '../../domain/person/mask-phone.ts';
import type { CommandStore } from './command-store.ts';
import { askedDispatch } from './composing/asked-dispatch.ts';
import type { DispatchView, ItemView } from './desk.ts';
import type { HoldAsked } from './overlay.ts';
import { type StoredCommand, standings } from './stored-command.ts';
import type { View } from './view.ts';

/** Every dispatch, newest first: the replica's, those this desk has asked for, and those that were refused. */
export function dispatchViews(view: View, commands: Pick<CommandStore, 'all' | 'get'>, member: string): readonly DispatchView[] {
  const known = view.documents.of('dispatch');
  const standing = standings(commands.all());
  const { cancelled, holds } = view.overlay();
  const asked = commands.all().flatMap((stored) => {
    const is = standing.get(stored.id);
    const gone = is === 'settled' || stored.dismissed || known.has(stored.id);
    return stored.command.act.kind === 'requestDispatch' && !gone
      ? [toAsked(stored, stored.command.act, member, cancelled.has(stored.id))]
      : [];
  });
  return [
    ...asked,
    ...[...known.values()].map((dispatch) => toKnown(withHold(dispatch, holds.get(dispatch.id)), cancelled.has(dispatch.id))),
  ].sort((a, b) => byCodeUnit(b.id, a.id));
}

function toAsked(stored: StoredCommand, act: RequestDispatch, member: string, cancelling: boolean): DispatchView {
  const { outcome, withdrawn, posted, review } = stored;
  const rejected = outcome?.status === 'rejected' ? (outcome.code ?? 'command.schema') : undefined;
  const isWaiting = !outcome && !withdrawn && !posted;
  const { dispatch } = askedDispatch(stored, act, member);
  return {
    ...(withdrawn || cancelling ? withoutWaiting(dispatch) : dispatch),
    pending: !outcome && !withdrawn,
    ...(rejected && { rejected }),
    ...(isWaiting && review && { review }),
  };
}

/** What nobody has begun to send and is being cancelled is shown as cancelled at once. */
function toKnown(dispatch: Dispatch, cancelling: boolean): DispatchView {
  return { ...(cancelling ? withoutWaiting(dispatch) : dispatch), pending: cancelling };
}

/** What is being paused or resumed is shown so at once. */
function withHold(dispatch: Dispatch, asked: HoldAsked | undefined): Dispatch {
  if (!asked) return dispatch;
  return asked.to === 'pause' ? pauseDispatch(dispatch) : resumeDispatch(dispatch, asked.at);
}

const withoutWaiting = ({ counts, ...dispatch }: Dispatch): Dispatch => ({
  ...dispatch,
  counts: { ...counts, pending: 0, eligible: 0, cancelled: counts.cancelled + counts.pending + counts.eligible },
});

/** The items of one dispatch, by user. */
export function itemViews(view: View, commands: Pick<CommandStore, 'get'>, dispatchId: string): readonly ItemView[] {
  const known = [...view.indexes.itemsOfDispatch.of(dispatchId)].flatMap((id) => view.documents.of('dispatchItem').get(id) ?? []);
  const asked = commands.get(dispatchId);
  const items = known.length > 0 || asked?.outcome?.status === 'rejected' ? known : askedItems(asked);
  const cancelling = asked?.withdrawn || view.overlay().cancelled.has(dispatchId);
  return items
    .map((item) => withWord(item, view.overlay().settledItems.get(item.id)))
    .map((item) => (cancelling && isUnclaimed(item.state) ? { ...item, state: 'cancelled' as const } : item))
    .sort((a, b) => byCodeUnit(a.userId, b.userId))
    .map((item) => toItemView(view, item));
}

/** What a person has found out is shown so at once. */
const withWord = (item: DispatchItem, was: FoundOut | undefined): DispatchItem =>
  was ? foldItem(item, { ...stepFoundOut(was), attempt: item.attempt, at: item.at }) : item;

function askedItems(asked: StoredCommand | undefined): readonly DispatchItem[] {
  const act = asked?.command.act;
  return asked && act?.kind === 'requestDispatch' ? askedDispatch(asked, act, '').items : [];
}

function toItemView(view: View, item: DispatchItem): ItemView {
  const person = view.person(item.userId);
  const leadId = leadOf(view, item);
  return {
    ...item,
    ...(person?.name && { name: person.name.value }),
    ...(person?.phone && { maskedPhone: maskPhone(person.phone.value) }),
    ...(leadId !== undefined && { leadId }),
    productNames: item.productIds.map((id) => view.product(id)?.name ?? id),
  };
}

function leadOf(view: View, { userId, productIds }: DispatchItem): string | undefined {
  const leads = view.indexes.leadsOfUser.of(userId);
  return productIds.map((productId) => leadId(userId, productId)).find((id) => leads.has(id)) ?? [...leads][0];
}

/** What the recipients of a dispatch did since, as far as this desk knows. */
export const afterwardsIn = (view: View, dispatchId: string): Afterwards =>
  afterwardsOf(
    [...view.indexes.itemsOfDispatch.of(dispatchId)].flatMap((id) => view.documents.of('dispatchItem').get(id) ?? []),
    (userId) => [...view.indexes.leadsOfUser.of(userId)].flatMap((id) => view.documents.of('lead').get(id) ?? []),
  );
