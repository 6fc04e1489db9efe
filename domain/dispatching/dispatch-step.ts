import type { Dispatch, DispatchState, Hold, ItemState, ItemStep } from '../../contract/dispatch.ts';
import { isOpen, moveItem } from './item-step.ts';

/** What can happen to a dispatch as a whole. The last five are its ends, by what became of its items. */
export const dispatchSteps = [
  'schedule',
  'check',
  'send',
  'hold',
  'resume',
  'cancel',
  'allSent',
  'someSent',
  'noneSent',
  'allSkipped',
  'allCancelled',
] as const;
export type DispatchStep = (typeof dispatchSteps)[number];

/**
 * synced -schedule-> scheduled -check-> checking -send-> sending -> sent | partially_failed | failed | blocked
 *
 * - any of the first four: -hold-> held -resume-> checking; what is held until a time goes on with the next check or send
 * - any of the first four, and held: -cancel-> cancelling -> cancelled, when what was claimed has ended
 * - sent, partially_failed: change among themselves and to failed, by late reports
 *
 * A total table: `null` where a step does not apply.
 */
const none = {
  schedule: null,
  check: null,
  send: null,
  hold: null,
  resume: null,
  cancel: null,
  allSent: null,
  someSent: null,
  noneSent: null,
  allSkipped: null,
  allCancelled: null,
} as const satisfies Record<DispatchStep, null>;

const ends = {
  allSent: 'sent',
  someSent: 'partially_failed',
  noneSent: 'failed',
  allSkipped: 'blocked',
  allCancelled: 'cancelled',
} as const;
const goesOn = { ...none, ...ends, hold: 'held', cancel: 'cancelling' } as const;

const transitions = {
  synced: { ...goesOn, schedule: 'scheduled', check: 'checking', send: 'sending' },
  scheduled: { ...goesOn, check: 'checking', send: 'sending' },
  checking: { ...goesOn, schedule: 'scheduled', send: 'sending' },
  sending: goesOn,
  held: { ...goesOn, check: 'checking', send: 'sending', resume: 'checking' },
  cancelling: {
    ...none,
    allSent: 'cancelled',
    someSent: 'cancelled',
    noneSent: 'cancelled',
    allSkipped: 'cancelled',
    allCancelled: 'cancelled',
  },
  sent: { ...none, someSent: 'partially_failed', noneSent: 'failed' },
  partially_failed: { ...none, allSent: 'sent', noneSent: 'failed' },
  failed: none,
  blocked: none,
  cancelled: none,
} as const satisfies Record<DispatchState, Record<DispatchStep, DispatchState | null>>;

/** The state a step leads to; null where it does not apply in this state. */
export const afterDispatchStep = (state: DispatchState, step: DispatchStep): DispatchState | null => transitions[state][step];

/** Takes a step where it applies; only a dispatch that is held has a hold. */
export function stepDispatch(dispatch: Dispatch, step: DispatchStep, hold?: Hold): Dispatch {
  const state = afterDispatchStep(dispatch.state, step);
  if (!state) return dispatch;
  const { hold: _ended, ...rest } = dispatch;
  return { ...rest, state, ...(state === 'held' && hold && { hold }) };
}

/** Stopped by a person; unchanged where that says nothing new. */
export const pauseDispatch = (dispatch: Dispatch): Dispatch =>
  dispatch.hold?.reason === 'paused' ? dispatch : stepDispatch(dispatch, 'hold', { reason: 'paused' });

/** Somebody wants nothing more of it sent. */
export const isCalledOff = ({ state }: Pick<Dispatch, 'state'>): boolean => state === 'cancelling' || state === 'cancelled';

/** Stopped because nobody here knows what of it has left, whoever had paused it before; unchanged where that is said already (I7). */
export const pauseRestored = (dispatch: Dispatch, restoredAt: number): Dispatch =>
  isRestored(dispatch) ? dispatch : stepDispatch(dispatch, 'hold', { reason: 'paused', restoredAt });

/** Whether it may have left before its store was put back, and nobody has looked yet. */
export const isRestored = ({ hold }: Pick<Dispatch, 'hold'>): boolean => hold?.restoredAt !== undefined;

/** Goes on at `at`, or at the time that it was planned for; unchanged where nothing holds it. */
export function resumeDispatch(dispatch: Dispatch, at: number): Dispatch {
  const resumed = stepDispatch(dispatch, 'resume');
  return resumed !== dispatch && resumed.sendAt !== undefined && resumed.sendAt > at ? stepDispatch(resumed, 'schedule') : resumed;
}

const stepOfItem: Partial<Record<ItemStep, DispatchStep>> = { eligible: 'check', claimed: 'send' };

/** What a dispatch is after one of its items moved. */
export function withItemMoved(dispatch: Dispatch, step: ItemStep, was: ItemState, is: ItemState): Dispatch {
  const counted = { ...dispatch, counts: moveItem(dispatch.counts, was, is) };
  const begun = stepOfItem[step];
  const moved = begun ? stepDispatch(counted, begun) : counted;
  const end = endOf(moved.counts);
  return end ? stepDispatch(moved, end) : moved;
}

/** How it has ended; null while an item is open. Whoever was skipped was never to get it, so that a skip is no failure. */
export function endOf(counts: Dispatch['counts']): DispatchStep | null {
  if (Object.entries(counts).some(([state, count]) => count > 0 && isOpen(state as ItemState))) return null;
  const got = counts.accepted + counts.delivered;
  const missed = counts.failed + counts.expired;
  if (got + missed + counts.uncertain === 0) return counts.cancelled > 0 ? 'allCancelled' : 'allSkipped';
  if (missed + counts.uncertain === 0) return 'allSent';
  return got + counts.uncertain === 0 ? 'noneSent' : 'someSent';
}

/** How long an advertisement may wait, where nobody said so: a stale promotion is not sent after a long time offline. */
export const expiresAfterMs = 24 * 3_600_000;
