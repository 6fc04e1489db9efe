import type { SendNotices } from '../../contract/command/send-notices.ts';
import { askedNotices, toNoticed } from '../../domain/dispatching/new-dispatch.ts';
import { carriesNotices } from '../../domain/dispatching/notice/carries-notices.ts';
import { sendingRules } from '../facts/permit-basis.ts';
import { type CommandContext, type Judgement, rejected } from './handler.ts';
import { queueDispatch } from './queue-dispatch.ts';

/** Queues a notice for each; whoever cannot be told this way is skipped at once (I8) and stays on the list. */
export async function sendNotices(act: SendNotices, context: CommandContext): Promise<Judgement> {
  if (!carriesNotices(context.provider)) return rejected('notice.unsupported');
  await context.documents.loadNamed('policy', ['sending']);
  if (!sendingRules(context.documents).noticeTemplate) return rejected('notice.noTemplate');
  return queueDispatch(askedNotices(act), toNoticed(act), context);
}
