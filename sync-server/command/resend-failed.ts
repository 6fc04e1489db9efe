import type { ResendFailed } from '../../contract/command/resend-failed.ts';
import type { Recipients } from '../../domain/dispatching/new-dispatch.ts';
import { isResent, resentAs, resentRecipients } from '../../domain/dispatching/resend.ts';
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
  const users = recipients.map(({ userId }) => userId);
  await documents.loadNamed('sentTo', users);
  const ids = users.flatMap((userId) => documents.get('sentTo', userId)?.items ?? []);
  await documents.loadNamed('dispatchItem', ids);
  const items = ids.flatMap((id) => documents.get('dispatchItem', id) ?? []).filter(isResent);
  await documents.loadNamed(
    'dispatch',
    items.map((item) => item.dispatchId),
  );
  const resent = items.filter((item) => documents.get('dispatch', item.dispatchId)?.resends === dispatchId);
  const taken = new Set(resent.map(({ userId }) => userId));
  return recipients.filter(({ userId }) => !taken.has(userId));
}
