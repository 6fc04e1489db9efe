import type { CancelDispatch } from '../../contract/command/cancel-dispatch.ts';
import { isUnclaimed } from '../../domain/dispatching/item-step.ts';
import { itemId } from '../../domain/identity/ids.ts';
import { toItemFact } from '../facts/item-fact.ts';
import { type CommandContext, type Judgement, rejected } from './handler.ts';

/** Cancels what was not handed to the provider yet; what was, takes its course. */
export async function cancelDispatch({ dispatchId }: CancelDispatch, context: CommandContext): Promise<Judgement> {
  const items = await itemsOf(dispatchId, context);
  if (!items) return rejected('dispatch.unknown');
  const waiting = items.filter(({ state }) => isUnclaimed(state));
  if (waiting.length === 0) return rejected('dispatch.tooLate');
  return {
    outcome: { status: 'applied' },
    effect: { kind: 'cancelled', items: waiting.length },
    consequences: waiting.map((item) => toItemFact({ item, step: 'cancelled', attempt: item.attempt }, context)),
  };
}

async function itemsOf(dispatchId: string, { feed, documents }: CommandContext) {
  const request = await feed.fact(dispatchId);
  if (request?.kind !== 'command' || request.body.act.kind !== 'requestDispatch' || request.body.outcome.status === 'rejected') return null;
  const ids = request.body.act.recipients.map(({ userId }) => itemId(dispatchId, userId));
  await documents.loadNamed('dispatchItem', ids);
  return ids.flatMap((id) => documents.get('dispatchItem', id) ?? []);
}
