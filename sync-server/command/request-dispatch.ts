import type { RequestDispatch } from '../../contract/command/request-dispatch.ts';
import { permit } from '../../domain/dispatching/permit.ts';
import { itemId } from '../../domain/identity/ids.ts';
import { toItemFact } from '../dispatch/item-fact.ts';
import { Needs } from '../projection/documents.ts';
import type { DispatchFact } from '../store/port/fact.ts';
import type { CommandContext, Judgement } from './handler.ts';

/**
 * Queues an item for each recipient. The permit is asked now and frozen (I8): whoever may not be written to is skipped by
 * a fact of this transaction, so that every item has a named state from its first moment (I7).
 */
export async function requestDispatch({ recipients }: RequestDispatch, context: CommandContext): Promise<Judgement> {
  await context.documents.load(needsOf(recipients));
  return { outcome: { status: 'applied' }, consequences: recipients.flatMap((recipient) => toSkipped(recipient, context)) };
}

type Recipient = RequestDispatch['recipients'][number];

function needsOf(recipients: readonly Recipient[]): Needs {
  const needs = new Needs();
  for (const { userId, productIds } of recipients) {
    needs.add('person', userId);
    for (const productId of productIds) needs.add('product', productId);
  }
  return needs;
}

function toSkipped({ userId, productIds }: Recipient, { documents, commandId, by, now, hmacKey }: CommandContext): DispatchFact[] {
  const products = productIds.map((id) => documents.get('product', id));
  const verdict = permit(documents.get('person', userId), products);
  if (verdict.sendable) return [];
  const item = { id: itemId(commandId, userId), dispatchId: commandId, userId };
  return [toItemFact({ item, step: 'skipped', attempt: 0, reason: verdict.reason }, { by, now, hmacKey })];
}
