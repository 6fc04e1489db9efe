import type { DispatchPlan, PlanView } from '../../replica/desk/dispatch-plan.ts';

/** A reason that another plan knows nobody of any more is let go. */
export const viewStillIn = ({ skipped }: DispatchPlan, view: PlanView): PlanView =>
  view.kind === 'leftOut' && view.reason !== undefined && !skipped.some(({ value }) => value === view.reason) ? { kind: 'leftOut' } : view;

/** How many are left out; with `sendable` they make up everybody. */
export const leftOutOf = ({ people, sendable }: DispatchPlan): number => people - sendable;

/** How many of it are looked at. */
export function countIn(plan: DispatchPlan, view: PlanView): number {
  if (view.kind === 'reachable') return plan.sendable;
  return view.reason === undefined ? leftOutOf(plan) : (plan.skipped.find(({ value }) => value === view.reason)?.count ?? 0);
}
