import type { Hold } from '../../contract/dispatch.ts';
import type { DispatchView } from '../replica/desk.ts';

/** What a dispatch waits for, in the words of people; `until` where it goes on by itself then, epoch ms. */
export type WaitsFor = Readonly<{ what: 'connection' | 'time' | 'restored' | Hold['reason']; until?: number }>;

/** Undefined where it waits for nothing: it ended, is under way, or was refused. */
export function waitsFor({ pending, rejected, review, state, hold, sendAt, counts }: DispatchView): WaitsFor | undefined {
  if (rejected || review) return undefined;
  if (pending) return counts.cancelled > 0 ? undefined : { what: 'connection', ...(sendAt !== undefined && { until: sendAt }) };
  if (state === 'scheduled') return { what: 'time', ...(sendAt !== undefined && { until: sendAt }) };
  if (state !== 'held' || !hold) return undefined;
  if (hold.restoredAt !== undefined) return { what: 'restored' };
  return { what: hold.reason, ...(hold.until !== undefined && { until: hold.until }) };
}

/** Whether it can be made to wait: something is left of it, on the server, that nobody has made wait yet. */
export const isPausable = (view: DispatchView): boolean =>
  !view.pending &&
  !view.rejected &&
  ['synced', 'scheduled', 'checking', 'sending', 'held'].includes(view.state) &&
  !isPaused(view) &&
  view.counts.pending + view.counts.eligible > 0;

export const isPaused = ({ state, hold }: Pick<DispatchView, 'state' | 'hold'>): boolean => state === 'held' && hold?.reason === 'paused';
