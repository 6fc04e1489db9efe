import type { CancelDispatch } from '../../contract/command/cancel-dispatch.ts';
import { isCalledOff } from '../../domain/dispatching/dispatch-step.ts';
import { isUnclaimed } from '../../domain/dispatching/item-step.ts';
import { toItemFact } from '../facts/item-fact.ts';
import { endedMeanwhile } from './ended-meanwhile.ts';
import { applied, type CommandContext, type Judgement, rejected } from './handler.ts';
import { itemsOfDispatch } from './items-of-dispatch.ts';

/** Cancels what nobody has begun to send; what was claimed takes its course. Whoever cancels what was called off already changes nothing. */
export async function cancelDispatch({ dispatchId }: CancelDispatch, context: CommandContext): Promise<Judgement> {
  const found = await itemsOfDispatch(dispatchId, context);
  if (!found) return rejected('dispatch.unknown');
  const waiting = found.items.filter(({ state }) => isUnclaimed(state));
  if (waiting.length === 0) return isCalledOff(found.dispatch) ? applied : endedMeanwhile(found.dispatch, 'dispatch.tooLate');
  return {
    outcome: { status: 'applied' },
    effect: { kind: 'cancelled', items: waiting.length },
    consequences: waiting.map((item) => toItemFact({ item, step: 'cancelled', attempt: item.attempt }, context)),
  };
}
