import type { DispatchPlan } from '../desk/dispatch-plan.ts';
import { planOf, type WholePlan } from './whole-plan.ts';

/** What was planned lately, so that who is in it need not leave the desk to be looked at or sent to. */
export type KeptPlans = Readonly<{
  keep: (whole: WholePlan) => DispatchPlan;
  /** undefined where it was made by another owner of the replica, or too many were made since. */
  of: (planId: string) => WholePlan | undefined;
}>;

/** One that is looked at in each of some windows; of ten thousand people it is some megabytes. */
const mostKept = 8;

export function keepPlans(): KeptPlans {
  const plans = new Map<string, WholePlan>();
  const touch = (id: string, whole: WholePlan) => {
    plans.delete(id);
    plans.set(id, whole);
  };
  return {
    keep: (whole) => {
      const plan = planOf(whole);
      touch(plan.id, whole);
      const [oldest] = plans.keys();
      if (plans.size > mostKept && oldest !== undefined) plans.delete(oldest);
      return plan;
    },
    of: (planId) => {
      const whole = plans.get(planId);
      if (whole) touch(planId, whole);
      return whole;
    },
  };
}
