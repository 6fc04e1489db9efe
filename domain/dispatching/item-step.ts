import type { Dispatch, DispatchItem, ItemState } from '../../contract/dispatch.ts';
import { itemStates } from '../../contract/dispatch.ts';
import type { FailureCode } from '../../contract/failure.ts';

/** What happened to an item; each is a dispatch fact with id `hash(itemId, attempt, step)`. */
export const itemSteps = ['skipped', 'intended', 'accepted', 'rejected', 'unknown', 'released', 'cancelled'] as const;
export type ItemStep = (typeof itemSteps)[number];

/**
 * queued   -intended-> sending -accepted-> sent
 *    |                   |-rejected-> failed
 *    |                   |-released-> queued      (definitely not sent; the next attempt may intend again)
 *    |                   \-unknown--> uncertain -accepted-> sent, -rejected-> failed, -released-> queued   (reconciled)
 *    |-skipped--> skipped
 *    \-cancelled-> cancelled
 *
 * A total table: `null` where a step does not apply. Ended states never go back (I7).
 */
const transitions: Readonly<Record<ItemState, Readonly<Record<ItemStep, ItemState | null>>>> = {
  queued: {
    skipped: 'skipped',
    intended: 'sending',
    accepted: null,
    rejected: null,
    unknown: null,
    released: null,
    cancelled: 'cancelled',
  },
  sending: {
    skipped: null,
    intended: null,
    accepted: 'sent',
    rejected: 'failed',
    unknown: 'uncertain',
    released: 'queued',
    cancelled: null,
  },
  uncertain: { skipped: null, intended: null, accepted: 'sent', rejected: 'failed', unknown: null, released: 'queued', cancelled: null },
  sent: { skipped: null, intended: null, accepted: null, rejected: null, unknown: null, released: null, cancelled: null },
  failed: { skipped: null, intended: null, accepted: null, rejected: null, unknown: null, released: null, cancelled: null },
  skipped: { skipped: null, intended: null, accepted: null, rejected: null, unknown: null, released: null, cancelled: null },
  cancelled: { skipped: null, intended: null, accepted: null, rejected: null, unknown: null, released: null, cancelled: null },
};

/** The state a step leads to; null where it does not apply in this state. */
export const afterStep = (state: ItemState, step: ItemStep): ItemState | null => transitions[state][step];

export type ItemFact = Readonly<{
  step: ItemStep;
  attempt: number;
  at: number;
  reason?: FailureCode;
  message?: DispatchItem['message'];
}>;

/** Folds one step into its item; a step that does not apply leaves it as it is. */
export function foldItem(item: DispatchItem, { step, attempt, at, reason, message }: ItemFact): DispatchItem {
  const state = afterStep(item.state, step);
  if (!state) return item;
  const { reason: _old, ...rest } = item;
  return { ...rest, state, at, attempt, ...(reason && { reason }), ...(message && { message }) };
}

export const noItems = (): Dispatch['counts'] => Object.fromEntries(itemStates.map((state) => [state, 0])) as Dispatch['counts'];

/** Counts an item that moved from one state to another; the sum stays the audience. */
export const moveItem = (counts: Dispatch['counts'], was: ItemState, is: ItemState): Dispatch['counts'] => {
  const left = { ...counts, [was]: counts[was] - 1 };
  return { ...left, [is]: left[is] + 1 };
};
