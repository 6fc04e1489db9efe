import type { Dispatch } from '../../contract/dispatch.ts';
import { itemStates } from '../../contract/dispatch.ts';
import { isOpen, isUnclaimed } from './item-step.ts';

/** When there is something to do for a dispatch, epoch ms; undefined where nothing is open. What is under way is looked after at once. */
export function dispatchDueAt(dispatch: Dispatch): number | undefined {
  const { state, hold, sendAt, at, counts } = dispatch;
  const over = overAt(dispatch);
  const open = itemStates.filter((one) => isOpen(one) && counts[one] > 0);
  if (open.length === 0) return undefined;
  if (!open.every(isUnclaimed)) return at;
  if (state === 'scheduled') return Math.min(sendAt ?? at, over);
  return state === 'held' ? Math.min(hold?.until ?? over, over) : at;
}

/** So long people have to look at the provider's list after a backup was put back, however old it is. */
const lookForMs = 72 * 3_600_000;

/** From when on nothing of it is sent any more, epoch ms. */
export const overAt = ({ hold, expiresAt }: Pick<Dispatch, 'hold' | 'expiresAt'>): number =>
  hold?.restoredAt === undefined ? expiresAt : Math.max(expiresAt, hold.restoredAt + lookForMs);

/** Whether its items may be claimed now. */
export const maySend = ({ state, hold, sendAt }: Dispatch, now: number): boolean => {
  if (state === 'scheduled') return (sendAt ?? now) <= now;
  if (state === 'held') return hold?.until !== undefined && hold.until <= now;
  return state === 'synced' || state === 'checking' || state === 'sending';
};

const firstLookUpMs = 1_000;
const lookUpGrowth = 4;
const longestLookUpMs = 600_000;
/** A provider that still cannot tell by then is not asked any more: a person decides. */
export const lookUpForMs = 30 * 60_000;

/** 1 s, 4 s, 16 s ... at most 10 minutes. */
export const lookUpPauseMs = (tries: number): number => Math.min(firstLookUpMs * lookUpGrowth ** Math.max(0, tries - 1), longestLookUpMs);
