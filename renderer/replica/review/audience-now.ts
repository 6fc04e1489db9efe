import { type AudienceChange, compareAudience, type Verdict } from '../../../domain/dispatching/compare-audience.ts';
import { permitAll } from '../../../domain/dispatching/permit-all.ts';
import { unwritten, type WrittenMessage } from '../../../domain/dispatching/written-message.ts';
import type { WholePlan } from '../composing/whole-plan.ts';
import { permitBases } from '../permit/permit-basis.ts';
import { type PlanBasis, planDispatch, termsOfPermit } from '../plan-dispatch.ts';
import { selectedRows } from '../selected-rows.ts';
import type { StoredCommand } from '../stored-command.ts';
import { batchOf, composedFor, isUnposted, selectionOf } from './composed-audience.ts';

export type AudienceBasis = PlanBasis & Readonly<{ all: readonly StoredCommand[] }>;

/** How an audience has changed, and who would get what if the message were written now. */
export type AudienceNow = Readonly<{ change: AudienceChange; plan: WholePlan }>;

/**
 * Looks at the audience of a message once more. Whoever was named by a part of it that was posted is left out of both: they may have got it. Nobody got what was
 * refused, which may have been asked for once more.
 */
export function audienceNow(basis: AudienceBasis, batch: string): AudienceNow {
  const { view, all } = basis;
  const dispatches = batchOf(all, batch);
  const waiting = composedFor(dispatches.filter(isUnposted));
  const gone = composedFor(dispatches.filter((dispatch) => !isUnposted(dispatch) && dispatch.outcome?.status !== 'rejected'));
  const rows = selectedRows(view, selectionOf(dispatches)).filter(({ userId }) => !gone.has(userId));
  const written = dispatches[0]?.audience ?? unwritten;
  const plan = planDispatch(basis, rows, written);
  const asComposed = permitsOf(basis, waiting, written);
  const found = plan.recipients.map(({ userId, skipped }): readonly [string, Verdict] => [
    userId,
    asComposed.get(userId) ?? (skipped ? { kind: 'skip', reasons: [skipped] } : { kind: 'send' }),
  ]);
  return { plan, change: compareAudience(new Set(waiting.keys()), new Map(found)) };
}

/** Whether those it was written for may still be sent that very message. */
function permitsOf(
  { view, provider, now }: AudienceBasis,
  waiting: ReadonlyMap<string, readonly string[]>,
  written: WrittenMessage,
): ReadonlyMap<string, Verdict> {
  const basisOf = permitBases(view, termsOfPermit(provider, written));
  const bases = [...waiting].map(([userId, productIds]) =>
    basisOf(
      userId,
      productIds.map((id) => view.product(id)),
    ),
  );
  const permits = permitAll(bases, Math.max(now, written.sendAt ?? now));
  return new Map([...waiting.keys()].map((userId, index) => [userId, permits[index] as Verdict]));
}
