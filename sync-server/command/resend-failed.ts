import type { ResendFailed } from '../../contract/command/resend-failed.ts';
import type { Dispatch } from '../../contract/dispatch.ts';
import { resentAs, resentRecipients } from '../../domain/dispatching/resend.ts';
import { type CommandContext, type Judgement, rejected } from './handler.ts';
import { itemsOfDispatch } from './items-of-dispatch.ts';
import { isAnonymous, skippedAmong } from './request-dispatch.ts';

/** A new dispatch for those who surely got nothing; the permit is asked anew (I7, I8). */
export async function resendFailed({ dispatchId }: ResendFailed, context: CommandContext): Promise<Judgement> {
  const found = await itemsOfDispatch(dispatchId, context);
  if (!found) return rejected('dispatch.unknown');
  const recipients = resentRecipients(found.items);
  if (recipients.length === 0) return rejected('dispatch.noneFailed');
  if (await isAnonymous(context)) return rejected('sender.incomplete');
  return {
    outcome: { status: 'applied' },
    effect: { kind: 'resent', asked: resentAs(found.dispatch), recipients },
    consequences: await skippedAmong(recipients, withoutTimes(found.dispatch), context),
  };
}

/** Its times are over. */
const withoutTimes = ({ channel, repeatAllowed }: Dispatch) => ({ channel, ...(repeatAllowed && { repeatAllowed }) });
