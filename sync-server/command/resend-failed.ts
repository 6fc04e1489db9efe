import type { ResendFailed } from '../../contract/command/resend-failed.ts';
import type { Recipients } from '../../domain/dispatching/new-dispatch.ts';
import { isResent, resentAs, resentRecipients } from '../../domain/dispatching/resend.ts';
import { itemId } from '../../domain/identity/ids.ts';
import { type CommandContext, type Judgement, rejected } from './handler.ts';
import { itemsOfDispatch } from './items-of-dispatch.ts';
import { queueDispatch } from './queue-dispatch.ts';
import { isAnonymous } from './request-dispatch.ts';

/** A new dispatch for those who surely got nothing, each in one at a time, whoever asks; the permit is asked anew (I7, I8). */
export async function resendFailed(act: ResendFailed, context: CommandContext): Promise<Judgement> {
  const { dispatchId } = act;
  const found = await itemsOfDispatch(dispatchId, context);
  if (!found) return rejected('dispatch.unknown');
  const recipients = await notYetResent(dispatchId, resentRecipients(found.items), context);
  if (recipients.length === 0) return rejected('dispatch.noneFailed');
  if (await isAnonymous(context)) return rejected('sender.incomplete');
  const asked = resentAs(found.dispatch, act);
  const queued = await queueDispatch(asked, recipients, context);
  return queued.outcome.status === 'rejected' ? queued : { ...queued, effect: { kind: 'resent', asked, recipients } };
}

/** Without those whom another dispatch sends the same again already: if they get nothing of that one either, it is that one which is sent again. */
async function notYetResent(dispatchId: string, recipients: Recipients, { documents }: CommandContext): Promise<Recipients> {
  await documents.loadNamed('resentBy', [dispatchId]);
  const others = documents.get('resentBy', dispatchId)?.dispatches ?? [];
  const ids = recipients.flatMap(({ userId }) => others.map((other) => itemId(other, userId)));
  await documents.loadNamed('dispatchItem', ids);
  const resent = ids.flatMap((id) => documents.get('dispatchItem', id) ?? []).filter(isResent);
  const taken = new Set(resent.map(({ userId }) => userId));
  return recipients.filter(({ userId }) => !taken.has(userId));
}
