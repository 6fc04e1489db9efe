import type { ItemState } from '../../contract/dispatch.ts';
import type { Tone } from '../parts/Pill.tsx';
import type { DispatchView } from '../replica/desk.ts';

/** How far a dispatch has come, as one word for its list. */
export type Stage = 'review' | 'pending' | 'cancelling' | 'rejected' | 'running' | 'attention' | 'done';

/** In the order of reading: what happened, what is happening, what did not. */
export const stateOrder = [
  'sent',
  'sending',
  'queued',
  'uncertain',
  'failed',
  'skipped',
  'cancelled',
] as const satisfies readonly ItemState[];

/** A pending view with cancelled items is a cancellation on its way; one without is a request that has not left this desk. */
export function stageOf({ pending, rejected, review, counts }: DispatchView): Stage {
  if (rejected) return 'rejected';
  if (review) return 'review';
  if (pending) return counts.cancelled > 0 ? 'cancelling' : 'pending';
  if (counts.queued + counts.sending > 0) return 'running';
  return counts.uncertain > 0 ? 'attention' : 'done';
}

export const stageTones: Readonly<Record<Stage, Tone>> = {
  review: 'warning',
  pending: 'warning',
  cancelling: 'warning',
  rejected: 'negative',
  running: 'brand',
  attention: 'warning',
  done: 'neutral',
};

export const stateTones: Readonly<Record<ItemState, Tone>> = {
  sent: 'positive',
  sending: 'brand',
  queued: 'neutral',
  uncertain: 'warning',
  failed: 'negative',
  skipped: 'neutral',
  cancelled: 'neutral',
};

/** Everybody it is about: the counts always sum to the audience. */
export const audienceOf = (counts: DispatchView['counts']): number => stateOrder.reduce((sum, state) => sum + counts[state], 0);

/** Items that will not change any more by themselves. */
export const endedOf = (counts: DispatchView['counts']): number => audienceOf(counts) - counts.queued - counts.sending;

/** Whether there is anything left to cancel. A refused request has nothing on the server; one that waits for a look has a way of its own. */
export const isCancellable = (view: DispatchView): boolean =>
  !view.rejected && !view.review && stageOf(view) !== 'cancelling' && view.counts.queued > 0;
