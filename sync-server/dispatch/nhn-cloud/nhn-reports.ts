import { sameSecret } from '../../secret.ts';
import { rawText } from '../calling/answer.ts';
import type { ItemReport } from '../send-adapter.ts';
import { meaningOf } from './nhn-errors.ts';
import { ListedMessage, Webhook } from './nhn-wire.ts';

export const messageIdOf = (requestId: string, recipientSeq: number): string => `${requestId}/${recipientSeq}`;

/** A listed message, or a hook, as a report. The same news gives the same key, however it came. */
export function toReport(message: ListedMessage, now: number): ItemReport {
  const { requestId, recipientSeq, recipientGroupingKey, resultCodeName, messageStatus } = message;
  const code = message.resultCode ?? (messageStatus === 'FAILED' ? 'MRC02' : undefined);
  const providerMessageId = messageIdOf(requestId, recipientSeq);
  return {
    ...(recipientGroupingKey !== undefined && { itemId: recipientGroupingKey }),
    providerMessageId,
    ...meaningOf(code, resultCodeName ?? ''),
    at: timeOf(message.receiveDate ?? message.createDate) ?? now,
    via: 'kakao',
    raw: { code: rawText(code ?? messageStatus), text: rawText(resultCodeName) },
    key: `${providerMessageId}:${code ?? ''}`,
  };
}

const kst = '+09:00';

/** Times are told in Seoul's, without saying so. */
function timeOf(said: string | undefined): number | undefined {
  const at =
    said === undefined
      ? Number.NaN
      : Date.parse(
          /[zZ]|[+-]\d\d:\d\d$/.test(said) ? said : `${said.trim().replace(' ', 'T')}${said.includes(':') ? kst : `T00:00${kst}`}`,
        );
  return Number.isFinite(at) ? at : undefined;
}

const signatureHeader = 'x-toast-webhook-signature';
const resultsChanged = 'MESSAGE_RESULT_UPDATE';

/** Somebody else's post to the webhook's address; nothing of it is taken in. */
export class ForeignWebhook extends Error {}

/** A webhook's body. The signature is a fixed word that the shop has set at NHN Cloud, so it is compared, not computed; other events are passed over. */
export function readWebhook(
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
  signature: string,
  now: number,
): readonly ItemReport[] {
  if (!sameSecret(headers[signatureHeader] ?? '', signature)) throw new ForeignWebhook('the signature is another');
  const { event, hooks } = Webhook.parse(JSON.parse(Buffer.from(body).toString('utf8')));
  if (event !== resultsChanged) return [];
  return hooks.flatMap((hook) => {
    const message = ListedMessage.safeParse(hook);
    return message.success ? [toReport(message.data, now)] : [];
  });
}
