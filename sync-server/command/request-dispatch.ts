import type { RequestDispatch } from '../../contract/command/request-dispatch.ts';
import { senderGaps } from '../../domain/dispatching/sender-gaps.ts';
import { sendingRules } from '../facts/permit-basis.ts';
import { type CommandContext, type Judgement, rejected } from './handler.ts';
import { queueDispatch } from './queue-dispatch.ts';

/**
 * Queues an item for each recipient. The permit is asked now and frozen (I8): whoever may not be written to is skipped by
 * a fact of this transaction, so that every item has a named state from its first moment (I7).
 */
export async function requestDispatch(act: RequestDispatch, context: CommandContext): Promise<Judgement> {
  if (await isAnonymous(context)) return rejected('sender.incomplete');
  const { channel = 'kakao_brand' } = act;
  return queueDispatch({ ...act, channel }, act.recipients, context);
}

/** Whether it would leave the sandbox without saying who sends it (정보통신망법 제50조 제4항). */
export async function isAnonymous({ documents, provider }: CommandContext): Promise<boolean> {
  await documents.loadNamed('policy', ['sending']);
  return provider !== 'sandbox' && senderGaps(sendingRules(documents)).length > 0;
}
