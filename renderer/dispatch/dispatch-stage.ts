import { endOf } from '../../domain/dispatching/dispatch-step.ts';
import { countGroups, type ItemGroup, itemGroups } from '../../domain/dispatching/item-group.ts';
import type { Tone } from '../parts/Pill.tsx';
import type { DispatchView } from '../replica/desk.ts';

const ends = { allSent: 'done', someSent: 'partly', noneSent: 'failed', allSkipped: 'blocked', allCancelled: 'cancelled' } as const;

/** How far a dispatch has come, as one word for its list. */
export type Stage =
  | 'review'
  | 'pending'
  | 'cancelling'
  | 'rejected'
  | 'scheduled'
  | 'held'
  | 'running'
  | 'attention'
  | (typeof ends)[keyof typeof ends];

/** A pending view with cancelled items is a cancellation on its way; one without is a request that has not left this desk. */
export function stageOf({ pending, rejected, review, state, counts }: DispatchView): Stage {
  if (rejected) return 'rejected';
  if (review) return 'review';
  if (pending) return counts.cancelled > 0 ? 'cancelling' : 'pending';
  if (state === 'scheduled' || state === 'held' || state === 'cancelling') return state;
  const end = endOf(counts) as keyof typeof ends | null;
  if (end === null) return 'running';
  if (counts.uncertain > 0) return 'attention';
  return state === 'cancelled' ? 'cancelled' : ends[end];
}

export const stageTones: Readonly<Record<Stage, Tone>> = {
  review: 'warning',
  pending: 'warning',
  cancelling: 'warning',
  rejected: 'negative',
  scheduled: 'neutral',
  held: 'warning',
  running: 'brand',
  attention: 'warning',
  done: 'positive',
  partly: 'warning',
  failed: 'negative',
  blocked: 'neutral',
  cancelled: 'neutral',
};

/** Nothing of it moves any more, and nobody has to look at it. */
export const isQuiet = (stage: Stage): boolean => stage === 'done' || stage === 'blocked' || stage === 'cancelled';

/** Everybody it is about: the counts always sum to the audience. */
export const audienceOf = (counts: DispatchView['counts']): number => sumOf(counts, itemGroups);

/** Items that will not change any more by themselves. */
export const endedOf = (counts: DispatchView['counts']): number => audienceOf(counts) - sumOf(counts, ['waiting', 'sending']);

/** Items that nobody has begun to send. */
export const waitingOf = (counts: DispatchView['counts']): number => countGroups(counts).waiting;

function sumOf(counts: DispatchView['counts'], groups: readonly ItemGroup[]): number {
  const by = countGroups(counts);
  return groups.reduce((sum, group) => sum + by[group], 0);
}

/** Whether there is anything left to cancel. A refused request has nothing on the server; one that waits for a look has a way of its own. */
export const isCancellable = (view: DispatchView): boolean =>
  !view.rejected && !view.review && stageOf(view) !== 'cancelling' && waitingOf(view.counts) > 0;
