import type { Dispatch, ItemState } from '../../contract/dispatch.ts';
import { itemStates } from '../../contract/dispatch.ts';

/** States as people speak of them, in the order of reading: what happened, what is happening, what did not. */
export const itemGroups = ['delivered', 'sent', 'sending', 'waiting', 'uncertain', 'failed', 'skipped', 'cancelled', 'expired'] as const;
export type ItemGroup = (typeof itemGroups)[number];

const groups = {
  pending: 'waiting',
  eligible: 'waiting',
  claimed: 'sending',
  prepared: 'sending',
  committed: 'sending',
  ambiguous: 'sending',
  accepted: 'sent',
  delivered: 'delivered',
  failed: 'failed',
  uncertain: 'uncertain',
  skipped: 'skipped',
  cancelled: 'cancelled',
  expired: 'expired',
} as const satisfies Record<ItemState, ItemGroup>;

export const groupOf = (state: ItemState): ItemGroup => groups[state];

/** Nothing was done for them, on purpose. */
export const isLeftOut = (group: ItemGroup): boolean => group === 'skipped' || group === 'cancelled' || group === 'expired';

export type GroupCounts = Readonly<Record<ItemGroup, number>>;

/** Counts by group; they sum to the audience as the states do (I7). */
export function countGroups(counts: Dispatch['counts']): GroupCounts {
  const sums = Object.fromEntries(itemGroups.map((group) => [group, 0])) as Record<ItemGroup, number>;
  for (const state of itemStates) sums[groups[state]] += counts[state];
  return sums;
}
