import { useEffect, useState } from 'react';
import type { Desk, DispatchPlan, LeadSelection } from '../../replica/desk.ts';

type Answer = Readonly<{ plan: DispatchPlan; selection: LeadSelection; productId: string | undefined }>;

/** Who would get what. Undefined while it is worked out: an answer to an earlier question is never shown, so never sent. */
export function usePlan(desk: Desk, selection: LeadSelection, productId: string | undefined): DispatchPlan | undefined {
  const [answer, setAnswer] = useState<Answer>();
  const [broken, setBroken] = useState<unknown>();

  useEffect(() => {
    let asked = true;
    desk.planDispatch(selection, productId).then(
      (plan) => asked && setAnswer({ plan, selection, productId }),
      (cause: unknown) => asked && setBroken(cause),
    );
    return () => {
      asked = false;
    };
  }, [desk, selection, productId]);

  if (broken) throw new Error('a dispatch could not be planned', { cause: broken });
  return answer?.selection === selection && answer.productId === productId ? answer.plan : undefined;
}
