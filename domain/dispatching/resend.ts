import type { ResendFailed } from '../../contract/command/resend-failed.ts';
import type { Dispatch, DispatchItem } from '../../contract/dispatch.ts';
import type { AskedDispatch, Recipients } from './new-dispatch.ts';

/** Whether somebody surely got nothing of it, although they were to: only then it may be sent once more (I7). */
export const isResendable = ({ state }: Pick<DispatchItem, 'state'>): boolean => state === 'failed' || state === 'expired';

/** Whether an attempt to send it once more is under way or was made; who was left out of one, or called off, may be taken into another. */
export const isResent = ({ state }: Pick<DispatchItem, 'state'>): boolean => state !== 'skipped' && state !== 'cancelled';

/** Who of a dispatch would be sent to once more, and what. */
export const resentRecipients = (items: readonly DispatchItem[]): Recipients =>
  items
    .filter(isResendable)
    .map(({ userId, productIds, consentFactId }) => ({ userId, productIds, ...(consentFactId !== undefined && { consentFactId }) }));

/** What the new dispatch takes over: not its times, which are over. */
export const resentAs = (
  { id, channel, text, repeatAllowed }: Dispatch,
  { part }: Pick<ResendFailed, 'part'>,
): AskedDispatch & Pick<Dispatch, 'channel'> => ({
  resends: id,
  channel,
  ...(text !== undefined && { text }),
  ...(repeatAllowed && { repeatAllowed }),
  ...(part && { part }),
});
