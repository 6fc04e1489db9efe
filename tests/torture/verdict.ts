import type { DispatchItem } from '../../contract/dispatch.ts';
import { daysBetween, kstDay } from '../../domain/time/kst.ts';
import { inBrandWindow } from '../fake-kakao/world/brand-window.ts';
import type { Shown } from '../fake-kakao/world/ledger.ts';

/** What the torture counts. All from `sent_twice` to `denied` must be 0. */
export type Verdict = Readonly<{
  items: number;
  shown: number;
  /** Items that a phone showed more than once. */
  sent_twice: number;
  /** Items that were asked for and are not there, that nobody has brought to an end, or that we say were sent and no phone showed. */
  forgotten: number;
  /** Shown although the opt-out stood in the log before the item was committed. */
  after_optout: number;
  /** Shown outside of 08:00 to 20:50 in Seoul by the provider's clock, or handed over then and refused by the provider. */
  in_night: number;
  /** Shown to a number beyond its share of the day or of seven days. */
  over_cap: number;
  /** Shown, and said by us to have surely not been sent. */
  denied: number;
  uncertain: number;
}>;

export type Evidence = Readonly<{
  ledger: readonly Shown[];
  items: readonly DispatchItem[];
  /** Ids of all items that were asked for. */
  asked: readonly string[];
  /** Where in the log each user's opt-out stands. */
  optOuts: ReadonlyMap<string, number>;
  /** Where in the log an item was last committed. */
  committed: ReadonlyMap<string, number>;
  caps: Readonly<{ perDay: number; perWeek: number }>;
}>;

const ended = new Set<DispatchItem['state']>(['failed', 'uncertain', 'skipped', 'cancelled', 'expired']);
const saidToBeSent = new Set<DispatchItem['state']>(['accepted', 'delivered']);
const surelyNotSent = new Set<DispatchItem['state']>(['skipped', 'cancelled', 'expired']);
/** The provider's word for "not at this hour". */
const nightCode = '3108';
const daysOfCap = 7;

export function verdictOf({ ledger, items, asked, optOuts, committed, caps }: Evidence): Verdict {
  const byId = new Map(items.map((item) => [item.id, item]));
  const times = countBy(ledger.map(({ itemId = '' }) => itemId));
  const stateOf = ({ itemId = '' }: Shown) => byId.get(itemId)?.state;
  const tooLate = ({ itemId = '' }: Shown) =>
    (committed.get(itemId) ?? 0) > (optOuts.get(byId.get(itemId)?.userId ?? '') ?? Number.POSITIVE_INFINITY);
  const refusedAtNight = items.filter(({ history }) => history.some(({ code }) => code === nightCode)).length;
  return {
    items: asked.length,
    shown: ledger.length,
    sent_twice: [...times.values()].filter((count) => count > 1).length,
    forgotten: asked.filter((id) => isForgotten(byId.get(id)?.state ?? 'pending', times.has(id))).length,
    after_optout: ledger.filter(tooLate).length,
    in_night: ledger.filter(({ at }) => !inBrandWindow(at)).length + refusedAtNight,
    over_cap: overCap(ledger, caps),
    denied: ledger.filter((shown) => surelyNotSent.has(stateOf(shown) ?? 'skipped')).length,
    uncertain: items.filter(({ state }) => state === 'uncertain').length,
  };
}

/** Every phone of the story shows what reaches it. */
const isForgotten = (state: DispatchItem['state'], wasShown: boolean): boolean => (saidToBeSent.has(state) ? !wasShown : !ended.has(state));

export const promiseKept = ({ sent_twice, forgotten, after_optout, in_night, over_cap, denied }: Verdict): boolean =>
  sent_twice + forgotten + after_optout + in_night + over_cap + denied === 0;

function overCap(ledger: readonly Shown[], { perDay, perWeek }: Evidence['caps']): number {
  const toNumber = new Map<string, string[]>();
  for (const { recipient, at } of ledger) toNumber.set(recipient, [...(toNumber.get(recipient) ?? []), kstDay(at)]);
  const beyond = (days: readonly string[]) =>
    days.filter((day, index) => {
      const before = days.slice(0, index);
      const inDays = before.filter((one) => daysBetween(one, day) < daysOfCap).length;
      return before.filter((one) => one === day).length >= perDay || inDays >= perWeek;
    }).length;
  return [...toNumber.values()].reduce((sum, days) => sum + beyond(days), 0);
}

function countBy(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
