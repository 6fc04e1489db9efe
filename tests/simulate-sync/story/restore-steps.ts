import type { Random } from '../../simulate/random.ts';
import { members, productIds } from '../shop.ts';
import { someLeads } from './desk-steps.ts';
import { secondMs } from './span.ts';
import type { Step } from './step.ts';

/**
 * A backup is taken while a message waits for its time, and put back when that has mostly left: what people said and did in between is gone.
 */
export function restoreSteps(random: Random, from: number, lasts: number): Step[] {
  const at = from + random.below(lasts / 2);
  const putBackAt = at + 2 * secondMs + random.below(40 * secondMs);
  const dispatch: Step = {
    ...{ at: at - random.below(3 * secondMs), do: 'dispatch', desk: random.below(members.length), leads: someLeads(random, 8) },
    ...{ productId: random.pick(productIds), anyway: true, inMs: 3 * secondMs + random.below(10 * secondMs) },
  };
  return [dispatch, { at, do: 'backUp' }, { at: putBackAt, do: 'putBack' }];
}
