import { type AudienceChange, compareAudience } from '../../../domain/dispatching/compare-audience.ts';
import { type Permit, permit } from '../../../domain/dispatching/permit.ts';
import type { DispatchPlan } from '../desk.ts';
import { planDispatch } from '../plan-dispatch.ts';
import type { Recommender } from '../recommender.ts';
import { selectedRows } from '../selected-rows.ts';
import type { StoredCommand } from '../stored-command.ts';
import type { View } from '../view.ts';
import { batchOf, composedFor, isUnposted, selectionOf } from './composed-audience.ts';

export type AudienceBasis = Readonly<{ view: View; recommender: Recommender; all: readonly StoredCommand[] }>;

/** How an audience has changed, and who would get what if the message were written now. */
export type AudienceNow = Readonly<{ change: AudienceChange; plan: DispatchPlan }>;

/**
 * Looks at the audience of a message once more. Whoever was named by a part of it that was posted is left out of both: they may have got it. Nobody got what was
 * refused, which may have been asked for once more.
 */
export function audienceNow({ view, recommender, all }: AudienceBasis, batch: string): AudienceNow {
  const dispatches = batchOf(all, batch);
  const waiting = composedFor(dispatches.filter(isUnposted));
  const gone = composedFor(dispatches.filter((dispatch) => !isUnposted(dispatch) && dispatch.outcome?.status !== 'rejected'));
  const rows = selectedRows(view, selectionOf(dispatches)).filter(({ userId }) => !gone.has(userId));
  const plan = planDispatch(view, recommender, rows, dispatches[0]?.audience.productId);
  const asComposed = (userId: string): Permit | undefined => {
    const products = waiting.get(userId)?.map((id) => view.product(id));
    return products && permit(view.person(userId), products);
  };
  const now = plan.recipients.map(({ userId, skipped }): readonly [string, Permit] => [
    userId,
    asComposed(userId) ?? (skipped ? { sendable: false, reason: skipped } : { sendable: true }),
  ]);
  return { plan, change: compareAudience(new Set(waiting.keys()), new Map(now)) };
}
