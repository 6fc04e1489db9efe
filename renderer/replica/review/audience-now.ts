import { type AudienceChange, compareAudience, type Verdict } from '../../../domain/dispatching/compare-audience.ts';
import { permitAll } from '../../../domain/dispatching/permit-all.ts';
import type { DispatchPlan } from '../desk.ts';
import { permitBases, sandboxTerms } from '../permit/permit-basis.ts';
import { planDispatch } from '../plan-dispatch.ts';
import type { Recommender } from '../recommender.ts';
import { selectedRows } from '../selected-rows.ts';
import type { StoredCommand } from '../stored-command.ts';
import type { View } from '../view.ts';
import { batchOf, composedFor, isUnposted, selectionOf } from './composed-audience.ts';

export type AudienceBasis = Readonly<{ view: View; recommender: Recommender; all: readonly StoredCommand[]; now: number }>;

/** How an audience has changed, and who would get what if the message were written now. */
export type AudienceNow = Readonly<{ change: AudienceChange; plan: DispatchPlan }>;

/**
 * Looks at the audience of a message once more. Whoever was named by a part of it that was posted is left out of both: they may have got it. Nobody got what was
 * refused, which may have been asked for once more.
 */
export function audienceNow({ view, recommender, all, now }: AudienceBasis, batch: string): AudienceNow {
  const dispatches = batchOf(all, batch);
  const waiting = composedFor(dispatches.filter(isUnposted));
  const gone = composedFor(dispatches.filter((dispatch) => !isUnposted(dispatch) && dispatch.outcome?.status !== 'rejected'));
  const rows = selectedRows(view, selectionOf(dispatches)).filter(({ userId }) => !gone.has(userId));
  const plan = planDispatch(view, recommender, rows, dispatches[0]?.audience.productId, now);
  const asComposed = permitsOf(view, waiting, now);
  const found = plan.recipients.map(({ userId, skipped }): readonly [string, Verdict] => [
    userId,
    asComposed.get(userId) ?? (skipped ? { kind: 'skip', reasons: [skipped] } : { kind: 'send' }),
  ]);
  return { plan, change: compareAudience(new Set(waiting.keys()), new Map(found)) };
}

/** Whether those it was written for may still be sent that very message. */
function permitsOf(view: View, waiting: ReadonlyMap<string, readonly string[]>, now: number): ReadonlyMap<string, Verdict> {
  const basisOf = permitBases(view, sandboxTerms);
  const bases = [...waiting].map(([userId, productIds]) =>
    basisOf(
      userId,
      productIds.map((id) => view.product(id)),
    ),
  );
  const permits = permitAll(bases, now);
  return new Map([...waiting.keys()].map((userId, index) => [userId, permits[index] as Verdict]));
}
