import { z } from '../../../contract/zod.ts';
import { rawText } from '../calling/answer.ts';
import type { ItemReport } from '../send-adapter.ts';
import { isRegistered, meaningOf } from './solapi-errors.ts';
import { StoredMessage } from './solapi-wire.ts';

/** Of a message that nothing has been said of yet. */
const registeredCode = '2000';
const textMessage = /^[SLM]MS$/;

/**
 * Whether anything became of a message but that its group took it in. Solapi lists those of groups that were never sent too, and of groups that were
 * deleted: only a look-up, which asks for the group first, may take such a one as sent (I7).
 */
export const isUnderWay = ({ statusCode = registeredCode }: StoredMessage): boolean => !isRegistered(statusCode);

/** A stored message as a report. The same news gives the same key, whether it was pushed, polled or looked up. */
export function toReport(message: StoredMessage, now: number): ItemReport {
  const code = message.statusCode ?? registeredCode;
  const text = rawText(message.statusMessage ?? message.reason);
  const itemId = message.customFields?.itemId;
  const bySms = message.replacement || textMessage.test(message.type ?? '');
  return {
    ...(itemId !== undefined && { itemId }),
    providerMessageId: message.messageId,
    ...(message.groupId !== undefined && { providerBatchId: message.groupId }),
    ...meaningOf(code, text),
    at: timeOf(message) ?? now,
    via: bySms ? 'sms' : 'kakao',
    raw: { code: rawText(code), text },
    key: `${message.messageId}:${code}${bySms ? ':sms' : ''}`,
  };
}

function timeOf({ dateReported, dateReceived, dateProcessed, dateUpdated }: StoredMessage): number | undefined {
  const said = dateReported ?? dateReceived ?? dateProcessed ?? dateUpdated;
  const at = said === undefined ? Number.NaN : Date.parse(said);
  return Number.isFinite(at) ? at : undefined;
}

const Webhook = z.array(z.unknown());

/**
 * A webhook's body: an array of message reports. What is no message report (a group's, or something new) is passed over, and
 * told by a later poll; a body that is no JSON array throws.
 */
export const readWebhook = (body: Uint8Array, now: number): readonly ItemReport[] =>
  Webhook.parse(JSON.parse(Buffer.from(body).toString('utf8'))).flatMap((entry) => {
    const message = StoredMessage.safeParse(entry);
    return message.success && isUnderWay(message.data) ? [toReport(message.data, now)] : [];
  });
