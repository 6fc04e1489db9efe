import type { Dispatch } from '../../contract/dispatch.ts';
import { itemStates } from '../../contract/dispatch.ts';
import { isOpen, isUnclaimed } from './item-step.ts';

/** When there is something to do for a dispatch, epoch ms; undefined where nothing is open. What is under way is looked after at once. */
export function dispatchDueAt({ state, hold, sendAt, expiresAt, at, counts }: Dispatch): number | undefined {
  const open = itemStates.filter((one) => isOpen(one) && counts[one] > 0);
  if (open.length === 0) return undefined;
  if (!open.every(isUnclaimed)) return at;
  if (state === 'scheduled') return Math.min(sendAt ?? at, expiresAt);
  return state === 'held' ? Math.min(hold?.until ?? expiresAt, expiresAt) : at;
}

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
