import type { RequestDispatch } from '../../contract/command/request-dispatch.ts';
import type { SendNotices } from '../../contract/command/send-notices.ts';
import type { Dispatch, DispatchItem } from '../../contract/dispatch.ts';
import { itemId } from '../identity/ids.ts';
import { expiresAfterMs } from './dispatch-step.ts';
import { noItems } from './item-step.ts';

/** What is asked of a dispatch, without whom. */
export type AskedDispatch = Omit<RequestDispatch, 'kind' | 'recipients'> & Pick<Dispatch, 'resends'>;
/** Of a notice, whose result it tells instead of products. */
export type Recipient = RequestDispatch['recipients'][number] & Pick<DispatchItem, 'consentFactId'>;
export type Recipients = readonly Recipient[];

/** Whom an act of `sendNotices` makes a dispatch for, and on which channel. */
export const askedNotices = ({ part }: Pick<SendNotices, 'part'>) => ({ channel: 'kakao_alimtalk' as const, ...(part && { part }) });
export const toNoticed = ({ notices }: SendNotices): Recipients => notices.map((notice) => ({ ...notice, productIds: [] }));

/** A dispatch as it begins: one item a recipient, none of them judged. `id` is its command's, `at` the command's clamped time. */
export function newDispatch(
  { id, by, at }: Readonly<{ id: string; by: string; at: number }>,
  { channel = 'kakao_brand', text, sendAt, expiresAt, repeatAllowed, resends, part }: AskedDispatch,
  recipients: Recipients,
): Readonly<{ dispatch: Dispatch; items: readonly DispatchItem[] }> {
  const waits = sendAt !== undefined && sendAt > at;
  const dispatch: Dispatch = {
    ...{ id, requestedBy: by, at, state: waits ? 'scheduled' : 'synced', channel },
    expiresAt: expiresAt ?? Math.max(sendAt ?? at, at) + expiresAfterMs,
    ...(waits && { sendAt }),
    ...(text !== undefined && { text }),
    ...(repeatAllowed && { repeatAllowed }),
    ...(resends !== undefined && { resends }),
    ...(part && { part }),
    counts: { ...noItems(), pending: recipients.length },
  };
  return { dispatch, items: recipients.map((recipient) => newItem(dispatch, recipient)) };
}

const newItem = ({ id: dispatchId, at }: Dispatch, { userId, productIds, consentFactId }: Recipient): DispatchItem => ({
  id: itemId(dispatchId, userId),
  dispatchId,
  userId,
  productIds,
  ...(consentFactId !== undefined && { consentFactId }),
  state: 'pending',
  at,
  attempt: 0,
  history: [],
});
