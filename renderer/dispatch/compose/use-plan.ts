import { useDebouncedValue } from '@mantine/hooks';
import { useCallback, useEffect, useState } from 'react';
import type { DispatchPlan } from '../../replica/desk/dispatch-plan.ts';
import type { Composed, Desk } from '../../replica/desk.ts';

type Answer = Readonly<{ plan: DispatchPlan; composed: Composed }>;

/** `shown` may be of what was written a moment ago; `current` never is, so that only it is sent. */
export type Planned = Readonly<{
  shown: DispatchPlan | undefined;
  current: DispatchPlan | undefined;
  /** The same once more as of now, and shown from then on: people agree and refuse while a message is written. Absent where nothing can be planned. */
  again: () => Promise<DispatchPlan | undefined>;
}>;

/** A hand that writes is not answered at every key. */
const settleMs = 150;

/** Who would get what. @param composed one object as long as nothing of it changes; undefined while it cannot be planned */
export function usePlan(desk: Pick<Desk, 'planDispatch'>, composed: Composed | undefined): Planned {
  const [answer, setAnswer] = useState<Answer>();
  const [broken, setBroken] = useState<unknown>();
  const [settled] = useDebouncedValue(composed, settleMs, { leading: true });

  useEffect(() => {
    if (!settled) return undefined;
    let asked = true;
    desk.planDispatch(settled).then(
      (plan) => asked && setAnswer({ plan, composed: settled }),
      (cause: unknown) => asked && setBroken(cause),
    );
    return () => {
      asked = false;
    };
  }, [desk, settled]);

  const again = useCallback(async () => {
    if (!composed) return undefined;
    const plan = await desk.planDispatch(composed);
    setAnswer((before) => (before?.composed === composed ? { plan, composed } : before)); // what was written since has its own
    return plan;
  }, [desk, composed]);

  if (broken) throw new Error('a dispatch could not be planned', { cause: broken });
  if (!composed) return { shown: undefined, current: undefined, again };
  return { shown: answer?.plan, current: answer?.composed === composed ? answer.plan : undefined, again };
}
