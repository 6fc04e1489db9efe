import type { DispatchItem, ItemState } from '../../contract/dispatch.ts';
import type { FailureCode } from '../../contract/failure.ts';
import type { SendingRules } from '../../contract/policy/sending-policy.ts';
import { kstDayNumber } from '../time/kst.ts';

const daysAWeek = 7;

/** An earlier message to a person, or to another one with the same number; `at` is when it left. */
export type SentItem = Readonly<Pick<DispatchItem, 'at' | 'productIds' | 'state'>>;

const mayBeShown = {
  pending: false,
  eligible: false,
  claimed: false,
  prepared: false,
  committed: true,
  ambiguous: true,
  accepted: true,
  delivered: true,
  failed: false,
  uncertain: true,
  skipped: false,
  cancelled: false,
  expired: false,
} as const satisfies Record<ItemState, boolean>;

/** Whether a phone may show it, as far as anybody knows: such a message counts for every limit. */
export const isOut = ({ state }: Pick<DispatchItem, 'state'>): boolean => mayBeShown[state];

/** Those of somebody's items that count for limits, as of when they left: what is reported of them later changes no day. Information counts for none. */
export const sentAmong = (items: readonly DispatchItem[]): readonly SentItem[] =>
  items
    .filter((item) => isOut(item) && item.consentFactId === undefined)
    .map((item) => ({ productIds: item.productIds, state: item.state, at: leftAt(item) }));

/** When it left, by its newest commit; when it came to where it stands, if that is not known any more. */
export const leftAt = ({ at, history }: Pick<DispatchItem, 'at' | 'history'>): number =>
  history.filter(({ step }) => step === 'committed').at(-1)?.at ?? at;

/** What one more message is held against. */
export type Limits = Readonly<{ rules: SendingRules; productIds: readonly string[]; repeatAllowed: boolean }>;

/** So many Asia/Seoul days back, the day of the message included, the limits ask for earlier ones. */
export const daysAskedFor = ({ rules, repeatAllowed }: Limits): number => Math.max(daysAWeek, repeatAllowed ? 0 : rules.repeatDays);

/** Whether a limit asks for a message that left on this day (`kstDayNumber`): without all others, `brokenLimits` says the same. */
export function isAskedFor(
  { day, productIds }: Readonly<{ day: number; productIds: readonly string[] }>,
  limits: Limits,
  now: number,
): boolean {
  const daysAgo = kstDayNumber(now) - day;
  if (daysAgo < daysAWeek) return true;
  return daysAgo < daysAskedFor(limits) && productIds.some((id) => limits.productIds.includes(id));
}

/** Which limits one more message on this day would break. A message dated later than `now`, by a clock that was set back, counts as today's. */
export function brokenLimits(sent: readonly SentItem[], { rules, productIds, repeatAllowed }: Limits, now: number): FailureCode[] {
  const today = kstDayNumber(now);
  const out = sent.filter(isOut).map((item) => ({ item, daysAgo: today - kstDayNumber(item.at) }));
  const within = (days: number) => out.filter(({ daysAgo }) => daysAgo < days);
  const broken: FailureCode[] = [];
  if (!repeatAllowed && within(rules.repeatDays).some(({ item }) => item.productIds.some((id) => productIds.includes(id))))
    broken.push('product.sentRecently');
  if (within(1).length >= rules.capPerDay) broken.push('cap.day');
  if (within(daysAWeek).length >= rules.capPerWeek) broken.push('cap.week');
  return broken;
}
