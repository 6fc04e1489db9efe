import type { RequestDispatch } from '../../contract/command/request-dispatch.ts';
import { permit } from '../../domain/dispatching/permit.ts';
import { itemId } from '../../domain/identity/ids.ts';
import { toItemFact } from '../facts/item-fact.ts';
import { loadPermitBasis, permitBasis } from '../facts/permit-basis.ts';
import type { DispatchFact } from '../store/port/fact.ts';
import type { CommandContext, Judgement } from './handler.ts';

/**
 * Queues an item for each recipient. The permit is asked now and frozen (I8): whoever may not be written to is skipped by
 * a fact of this transaction, so that every item has a named state from its first moment (I7).
 */
export async function requestDispatch({ recipients }: RequestDispatch, context: CommandContext): Promise<Judgement> {
  return { outcome: { status: 'applied' }, consequences: await skippedAmong(recipients, context) };
}

export async function skippedAmong(recipients: RequestDispatch['recipients'], context: CommandContext): Promise<readonly DispatchFact[]> {
  await loadPermitBasis(context.documents, recipients);
  return recipients.flatMap((recipient) => toSkipped(recipient, context));
}

function toSkipped(recipient: RequestDispatch['recipients'][number], context: CommandContext): DispatchFact[] {
  const { person, products } = permitBasis(context.documents, recipient);
  const verdict = permit(person, products);
  if (verdict.sendable) return [];
  const { userId } = recipient;
  const item = { id: itemId(context.commandId, userId), dispatchId: context.commandId, userId };
  return [toItemFact({ item, step: 'skipped', attempt: 0, reason: verdict.reason }, context)];
}
