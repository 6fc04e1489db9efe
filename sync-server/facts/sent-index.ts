import type { DispatchItem } from '../../contract/dispatch.ts';
import { daysAskedFor, isAskedFor, isOut, type Limits, leftAt } from '../../domain/dispatching/sent-before.ts';
import { kstDay, kstDayNumber } from '../../domain/time/kst.ts';
import type { Documents, Needs } from './documents.ts';

const dayMs = 86_400_000;

const monthOf = (at: number): string => kstDay(at).slice(0, 'YYYY-MM'.length);
const sentInId = (userId: string, month: string): string => `${userId}~${month}`;
const noticesId = (userId: string, consentFactId: string): string => `${userId}~${consentFactId}`;

/** Whose item it is, and of a notice what it tells. */
type Addressed = Pick<DispatchItem, 'userId' | 'consentFactId'>;

/** What `noteQueued` and `noteLeft` read and change at that time. */
export function needsOfSent({ userId, consentFactId }: Addressed, at: number, needs: Needs): void {
  if (consentFactId === undefined) {
    needs.add('sentTo', userId);
    needs.add('sentIn', sentInId(userId, monthOf(at)));
  } else needs.add('noticesOf', noticesId(userId, consentFactId));
}

/** Notes that an item was queued at that time. A notice counts for no limit and is found by what it tells. */
export function noteQueued(documents: Documents, item: DispatchItem, at: number): void {
  const { id, userId, consentFactId } = item;
  if (consentFactId === undefined) noteSent(documents, item, at);
  else noteNotice(documents, noticesId(userId, consentFactId), id);
}

/** Notes that a phone may show an item since that time. */
export function noteLeft(documents: Documents, item: DispatchItem, at: number): void {
  if (item.consentFactId === undefined && isOut(item) && leftAt(item) === at) noteSent(documents, item, at);
}

/** An item stands in the month in which it was queued and in those in which it left, each time with the newest day: by when it left last it is found. */
function noteSent(documents: Documents, { id, userId, productIds }: DispatchItem, at: number): void {
  const month = monthOf(at);
  const day = kstDayNumber(at);
  const there = documents.get('sentIn', sentInId(userId, month))?.items ?? [];
  if (there.some((mark) => mark.id === id && mark.day === day)) return;
  const others = there.filter((mark) => mark.id !== id);
  documents.put('sentIn', { id: sentInId(userId, month), items: [{ id, day, productIds }, ...others] });
  const months = documents.get('sentTo', userId)?.months ?? [];
  if (!months.includes(month)) documents.put('sentTo', { id: userId, months: [month, ...months] });
}

function noteNotice(documents: Documents, id: string, item: string): void {
  const items = documents.get('noticesOf', id)?.items ?? [];
  if (!items.includes(item)) documents.put('noticesOf', { id, items: [item, ...items] });
}

/** What a permit as of `now` asks about somebody's earlier messages. */
export type SentAsked = Readonly<{ userId: string; limits: Limits; now: number }>;

/** Loads the items that the limits ask for and no others, however many there are: an old customer has hundreds. */
export async function loadSent(documents: Documents, asked: readonly SentAsked[]): Promise<void> {
  await documents.loadNamed(
    'sentTo',
    asked.map(({ userId }) => userId),
  );
  await documents.loadNamed(
    'sentIn',
    asked.flatMap((one) => monthsAskedFor(documents, one)),
  );
  await documents.loadNamed(
    'dispatchItem',
    asked.flatMap((one) => [...idsAskedFor(documents, one)]),
  );
}

/** Those of the items that were loaded. */
export const sentItems = (documents: Documents, asked: SentAsked): readonly DispatchItem[] =>
  [...idsAskedFor(documents, asked)].flatMap((id) => documents.get('dispatchItem', id) ?? []);

/** Months that are still to come too: what a clock has dated so, before it was set back, counts as today's. */
function monthsAskedFor(documents: Documents, { userId, limits, now }: SentAsked): readonly string[] {
  const first = monthOf(now - daysAskedFor(limits) * dayMs);
  const months = documents.get('sentTo', userId)?.months ?? [];
  return months.filter((month) => month >= first).map((month) => sentInId(userId, month));
}

function idsAskedFor(documents: Documents, asked: SentAsked): ReadonlySet<string> {
  const marks = monthsAskedFor(documents, asked).flatMap((id) => documents.get('sentIn', id)?.items ?? []);
  return new Set(marks.filter((mark) => isAskedFor(mark, asked.limits, asked.now)).map(({ id }) => id));
}

/** Loads every item that ever told somebody the result of that word. */
export async function loadNotices(documents: Documents, told: readonly Addressed[]): Promise<void> {
  const ids = told.flatMap(({ userId, consentFactId }) => (consentFactId === undefined ? [] : noticesId(userId, consentFactId)));
  await documents.loadNamed('noticesOf', ids);
  await documents.loadNamed(
    'dispatchItem',
    ids.flatMap((id) => documents.get('noticesOf', id)?.items ?? []),
  );
}

export const noticeItems = (documents: Documents, userId: string, consentFactId: string): readonly DispatchItem[] =>
  (documents.get('noticesOf', noticesId(userId, consentFactId))?.items ?? []).flatMap((id) => documents.get('dispatchItem', id) ?? []);
