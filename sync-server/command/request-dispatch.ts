import type { RequestDispatch } from '../../contract/command/request-dispatch.ts';
import type { Dispatch } from '../../contract/dispatch.ts';
import type { Recipients } from '../../domain/dispatching/new-dispatch.ts';
import { permitAll } from '../../domain/dispatching/permit-all.ts';
import { senderGaps } from '../../domain/dispatching/sender-gaps.ts';
import { itemId } from '../../domain/identity/ids.ts';
import { toItemFact } from '../facts/item-fact.ts';
import { loadPermitBasis, permitBasis, sendingRules, termsOf } from '../facts/permit-basis.ts';
import type { DispatchFact } from '../store/port/fact.ts';
import { type CommandContext, type Judgement, rejected } from './handler.ts';

/**
 * Queues an item for each recipient. The permit is asked now and frozen (I8): whoever may not be written to is skipped by
 * a fact of this transaction, so that every item has a named state from its first moment (I7).
 */
export async function requestDispatch(act: RequestDispatch, context: CommandContext): Promise<Judgement> {
  if (await isAnonymous(context)) return rejected('sender.incomplete');
  const { channel = 'kakao_brand' } = act;
  return { outcome: { status: 'applied' }, consequences: await skippedAmong(act.recipients, { ...act, channel }, context) };
}

/** Whether it would leave the sandbox without saying who sends it (정보통신망법 제50조 제4항). */
export async function isAnonymous({ documents, provider }: CommandContext): Promise<boolean> {
  await documents.loadNamed('policy', ['sending']);
  return provider !== 'sandbox' && senderGaps(sendingRules(documents)).length > 0;
}

/** Who may not be written to at the moment for which it is asked. */
export async function skippedAmong(
  recipients: Recipients,
  asked: Pick<Dispatch, 'channel' | 'repeatAllowed' | 'sendAt'>,
  context: CommandContext,
): Promise<readonly DispatchFact[]> {
  await loadPermitBasis(context.documents, recipients);
  const terms = termsOf({ ...asked, provider: context.provider });
  const bases = recipients.map((recipient) => permitBasis(context.documents, recipient, terms));
  return permitAll(bases, Math.max(context.now, asked.sendAt ?? 0)).flatMap((answer, index) => {
    const { userId } = recipients[index] as Recipients[number];
    if (answer.kind !== 'skip') return [];
    const item = { id: itemId(context.commandId, userId), dispatchId: context.commandId, userId };
    return [toItemFact({ item, step: 'skipped', attempt: 0, reason: answer.reasons[0] }, context)];
  });
}
