import type { FoundOut } from '../../contract/command/settle-item.ts';
import type { DispatchItem, KakaoMessage } from '../../contract/dispatch.ts';
import { type Afterwards, afterwardsOf } from '../../domain/dispatching/afterwards.ts';
import { foldItem, isUnclaimed } from '../../domain/dispatching/item-step.ts';
import { wholeOf } from '../../domain/dispatching/join-parts.ts';
import { composeNotice, wordsOf } from '../../domain/dispatching/notice/compose-notice.ts';
import { stepFoundOut } from '../../domain/dispatching/settle-item.ts';
import { leadId } from '../../domain/identity/ids.ts';
import { byCodeUnit } from '../../domain/order.ts';
import { maskPhone } from '../../domain/person/mask-phone.ts';
import { shippedRules } from '../../domain/policy/shipped-rules.ts';
import { askedItems } from './composing/asked-dispatch.ts';
import type { ItemPage, ItemsView } from './desk/item-page.ts';
import type { LineQuery } from './desk/line-page.ts';
import type { DispatchView, ItemView } from './desk.ts';
import { itemPageOf } from './dispatches/item-page.ts';
import { joinViews, newestOfEach, type PartView, peopleOf } from './dispatches/join-views.ts';
import { askedHere, type DispatchSource, itemsKnownOf, partsWith, partViews } from './dispatches/part-views.ts';
import type { StoredCommand } from './stored-command.ts';
import type { View } from './view.ts';

/** Every message, newest first. */
export function dispatchViews(source: DispatchSource): readonly DispatchView[] {
  const wholes = new Map<string, [PartView, ...PartView[]]>();
  for (const part of partViews(source)) {
    const parts = wholes.get(wholeOf(part));
    if (parts) parts.push(part);
    else wholes.set(wholeOf(part), [part]);
  }
  return [...wholes.values()].flatMap((parts) => joinViews(parts) ?? []).sort((a, b) => byCodeUnit(b.id, a.id));
}

/** Some recipients of one message, by user; only those are looked up. */
export function itemPage(source: DispatchSource, dispatchId: string, asked: ItemsView, lines: LineQuery): ItemPage<ItemView> {
  const { picked, ...page } = itemPageOf(itemsOfMessage(source, dispatchId), asked, lines);
  const toView = (item: DispatchItem) => toItemView(source.view, item);
  return { ...page, lines: page.lines.map(toView), ...(picked && { picked: toView(picked) }) };
}

function itemsOfMessage(source: DispatchSource, dispatchId: string): readonly DispatchItem[] {
  const [first, ...others] = partsWith(source, dispatchId);
  const parts = first ? newestOfEach([first, ...others]) : [];
  const isRefused = parts.every(({ rejected }) => rejected);
  return (isRefused ? [] : parts).flatMap((part) => itemsOf(source, part)).sort((a, b) => byCodeUnit(a.userId, b.userId));
}

/** Those of one part, as it is shown: who is being called off, and whose request the server refused. */
function itemsOf({ view, commands }: DispatchSource, part: PartView): readonly DispatchItem[] {
  const { id, rejected, at } = part;
  const known = itemsKnownOf(view, id);
  const asked = commands.get(id);
  const isCalledOff = asked?.withdrawn || view.overlay().cancelled.has(id);
  return (known.length < peopleOf(part) ? withAsked(known, askedItemsOf(asked, view)) : known)
    .map((item) => (rejected ? { ...item, state: 'failed' as const, reason: rejected, at } : item))
    .map((item) => withWord(item, view.overlay().settledItems.get(item.id)))
    .map((item) => (isCalledOff && isUnclaimed(item.state) ? { ...item, state: 'cancelled' as const } : item));
}

/** While they are being pulled, those who are still to come are shown as they were asked for: nobody is left out of the list. */
const withAsked = (known: readonly DispatchItem[], asked: readonly DispatchItem[]): readonly DispatchItem[] => [
  ...new Map([...asked, ...known].map((item) => [item.id, item])).values(),
];

/** What a person has found out is shown so at once. */
const withWord = (item: DispatchItem, was: FoundOut | undefined): DispatchItem =>
  was ? foldItem(item, { ...stepFoundOut(was), attempt: item.attempt, at: item.at }) : item;

function askedItemsOf(stored: StoredCommand | undefined, view: View): readonly DispatchItem[] {
  const asked = stored && askedHere(stored, view);
  return asked ? askedItems(stored, asked) : [];
}

function toItemView(view: View, item: DispatchItem): ItemView {
  const person = view.person(item.userId);
  const leadId = leadOf(view, item);
  const notice = noticeTo(view, item);
  return {
    ...item,
    ...(notice && { message: notice }),
    ...(person?.name && { name: person.name.value }),
    ...(person?.phone && { maskedPhone: maskPhone(person.phone.value) }),
    ...(leadId !== undefined && { leadId }),
    productNames: item.productIds.map((id) => view.product(id)?.name ?? id),
  };
}

/** What a waiting notice would say by the template of now. An advertisement is written where it is looked at. */
function noticeTo(view: View, { userId, consentFactId, state }: DispatchItem): KakaoMessage | undefined {
  if (consentFactId === undefined || !isUnclaimed(state)) return undefined;
  const { noticeTemplate, senderName } = view.policy('sending') ?? shippedRules('sending');
  const words = wordsOf(view.person(userId)?.words, consentFactId);
  return noticeTemplate && words && composeNotice(noticeTemplate, words, senderName);
}

function leadOf(view: View, { userId, productIds }: DispatchItem): string | undefined {
  const leads = view.indexes.leadsOfUser.of(userId);
  return productIds.map((productId) => leadId(userId, productId)).find((id) => leads.has(id)) ?? [...leads][0];
}

/** What the recipients of a message did since, as far as this desk knows. */
export const afterwardsIn = (source: DispatchSource, dispatchId: string): Afterwards =>
  afterwardsOf(
    partsWith(source, dispatchId).flatMap(({ id }) => itemsKnownOf(source.view, id)),
    (userId) => [...source.view.indexes.leadsOfUser.of(userId)].flatMap((id) => source.view.documents.of('lead').get(id) ?? []),
  );
