import type { KakaoMessage } from '../../../contract/dispatch.ts';
import { oneLot } from '../calling/one-lot.ts';
import type { ReadImage } from '../calling/product-image.ts';
import { type Illustrated, imageKey, storeBatchImages } from '../calling/store-batch-images.ts';
import { StoredImages, type Upload } from '../calling/stored-images.ts';
import type { Batch, BatchItem, BatchOutcome, ItemReport, ItemResult, SendAdapter, SendError } from '../send-adapter.ts';
import type { NhnClient, NhnProduct } from './nhn-client.ts';
import { errorOf, errorOfCode } from './nhn-errors.ts';
import { type NhnChannel, toNhnAlimTalk, toNhnRequest } from './nhn-message.ts';
import { messageIdOf, readWebhook, toReport } from './nhn-reports.ts';
import { type ListedMessage, MessageList, Sent, UploadedImage } from './nhn-wire.ts';

export type NhnPorts = Readonly<{
  client: NhnClient;
  channel: NhnChannel;
  /** The word set for the webhook at NHN Cloud; without it no webhook is taken. */
  webhookSignature?: string;
  readImage: ReadImage;
  /** Epoch ms. */
  now(): number;
}>;

const maxBatch = 1_000;
/** Kakao takes Brand Messages from 08:00 to 20:50. */
const window = { fromMinute: 8 * 60, toMinute: 20 * 60 + 50 };
const done = 0;

/**
 * Brand Messages and AlimTalk by NHN Cloud: one call sends one bubble, or one template, to many. Images are stored before; that is all of the first
 * phase. Only AlimTalk takes a key that is refused the second time. An unclear answer is looked up by the keys that went with it; that a message is
 * *not* there never says that it will not be (I7).
 */
export function nhnAdapter({ client, channel, webhookSignature, readImage, now }: NhnPorts): SendAdapter {
  const images = new StoredImages(readImage, uploadTo(client));
  const prepared = new Map<string, Illustrated>();

  return {
    id: 'nhn-cloud',
    capabilities: {
      maxBatch,
      oneMessage: true,
      twoPhase: true,
      idempotency: 'none',
      receipts: 'webhook+poll',
      addressing: 'phone',
      lookUp: true,
      window,
    },

    async prepare(batch) {
      const [oldest] = prepared.keys();
      if (prepared.size >= mostPrepared && oldest !== undefined) prepared.delete(oldest);
      prepared.set(batch.batchId, await storeBatchImages(batch, images));
      return { kind: 'prepared' };
    },

    async commit(batch): Promise<BatchOutcome> {
      const illustrated = prepared.get(batch.batchId);
      prepared.delete(batch.batchId);
      if (!illustrated) return { kind: 'rejected', error: unprepared };
      const refused = [...illustrated.refused].map(([itemId, error]): ItemResult => ({ itemId, status: 'rejected', error }));
      const { lot, later } = oneLot(illustrated.items);
      if (lot.length === 0) return { kind: 'answered', items: refused };
      const outcome = await send(batch, lot, illustrated.images);
      return outcome.kind === 'answered' ? { ...outcome, items: [...outcome.items, ...refused, ...later] } : outcome;
    },

    async lookUp({ batchId, items: [first] }) {
      const product = first?.message.template ? 'alimtalk/v2.3' : 'brand-message/v1.0';
      const found = await list(product, `${rangeFrom(now() - lookBackMs, now())}&senderGroupingKey=${encodeURIComponent(batchId)}`);
      return found && found.length > 0 ? found.map((message) => toReport(message, now())) : 'unknown';
    },

    async poll(_workspace, since, until): Promise<readonly ItemReport[]> {
      const range = rangeFrom(Math.min(since, until - receptionMs), until);
      const [ads, information] = [await list('brand-message/v1.0', range), await list('alimtalk/v2.3', range)];
      if (!ads || !information) throw new Error('the lists of messages could not be read');
      return [...ads, ...information].map((message) => toReport(message, now()));
    },

    ...(webhookSignature !== undefined && {
      parseWebhook: (headers: Parameters<typeof readWebhook>[0], body: Uint8Array) => readWebhook(headers, body, webhookSignature, now()),
    }),

    async health() {
      const asked = await client({
        method: 'GET',
        path: `/messages?${rangeFrom(now() - minuteMs, now())}&pageSize=1`,
        answer: MessageList,
      });
      if (asked.kind === 'ok') return asked.value.header.isSuccessful ? { ok: true } : { ok: false, reason: 'auth' };
      if (errorOf(asked).class === 'auth') return { ok: false, reason: 'auth' };
      return { ok: false, reason: asked.kind === 'unreached' ? 'unreachable' : 'maintenance' };
    },
  };

  async function send(batch: Batch, items: readonly BatchItem[], stored: Illustrated['images']): Promise<BatchOutcome> {
    const [{ message }] = items as [BatchItem];
    const answer = message.template
      ? await sendTemplate(batch, items, message.template.code)
      : await sendBubble(batch, items, message, stored);
    if (answer.kind !== 'ok') return toOutcome(errorOf(answer));
    const { header, message: sent } = answer.value;
    if (!sent) return toOutcome(errorOfCode(String(header.resultCode), header.resultMessage));
    return { kind: 'answered', items: toResults(items, sent), providerBatchId: sent.requestId };
  }

  function sendTemplate(batch: Batch, items: readonly BatchItem[], templateCode: string) {
    const body = toNhnAlimTalk(batch, items, templateCode, channel);
    return client({ method: 'POST', product: 'alimtalk/v2.3', path: '/messages', idempotencyKey: batch.batchId, body, answer: Sent });
  }

  function sendBubble(batch: Batch, items: readonly BatchItem[], message: KakaoMessage, stored: Illustrated['images']) {
    const urls = new Map(message.cards.map(({ imageUrl }) => [imageUrl, stored.get(imageKey(imageUrl, message.cards.length > 1)) ?? '']));
    const body = toNhnRequest(batch, items, message, channel, urls);
    return client({ method: 'POST', path: '/freestyle-messages', body, answer: Sent });
  }

  async function list(product: NhnProduct, query: string): Promise<readonly ListedMessage[] | null> {
    const found: ListedMessage[] = [];
    for (let page = 1; page <= mostPages; page += 1) {
      const answer = await client({
        method: 'GET',
        product,
        path: `/messages?${query}&pageNum=${page}&pageSize=${pageSize}`,
        answer: MessageList,
      });
      const listed = answer.kind === 'ok' ? answer.value.messageSearchResultResponse : undefined;
      if (!listed) return null;
      found.push(...listed.messages);
      if (listed.messages.length < pageSize) break;
    }
    return found;
  }
}

const pageSize = 1_000;
const mostPages = 100;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** A batch is looked up long before that. */
const lookBackMs = 48 * hourMs;
/** Within so long a message that was sent may still be received. */
const receptionMs = 72 * hourMs;
/** Prepared and not committed yet. */
const mostPrepared = 100;

const toOutcome = (error: SendError): BatchOutcome => ({ kind: error.mayHaveSent ? 'ambiguous' : 'rejected', error });

const unprepared: SendError = { class: 'transient', code: 'NOT_PREPARED', text: '', mayHaveSent: false };
/** The results come in the order of the recipients, counted from one; a recipient without a result is left out: nothing is known of it. */
function toResults(items: readonly BatchItem[], { requestId, sendResults }: NonNullable<Sent['message']>): ItemResult[] {
  return sendResults.flatMap(({ recipientSeq, resultCode, resultMessage }): ItemResult[] => {
    const item = items[recipientSeq - 1];
    if (!item) return [];
    const named = { itemId: item.itemId, providerMessageId: messageIdOf(requestId, recipientSeq) };
    if (resultCode === done) return [{ ...named, status: 'accepted' }];
    return [{ ...named, status: 'rejected', error: refusedAlone(errorOfCode(String(resultCode), resultMessage)) }];
  });
}

/** Refused by name in an answer that took the others: it surely was not sent, whatever the code means. */
const refusedAlone = (error: SendError): SendError => ({
  ...error,
  class: error.mayHaveSent ? 'unknown' : error.class,
  mayHaveSent: false,
});

const kstOffsetMs = 9 * hourMs;

/** `yyyy-MM-dd HH:mm`, in Seoul. */
const minuteOf = (at: number) => encodeURIComponent(new Date(at + kstOffsetMs).toISOString().slice(0, 16).replace('T', ' '));

const rangeFrom = (from: number, to: number) => `startRequestDate=${minuteOf(from)}&endRequestDate=${minuteOf(to + minuteMs)}`;

const uploadTo =
  (client: NhnClient): Upload =>
  async (bytes, inCarousel) => {
    const form = new FormData();
    form.set('image', new Blob([new Uint8Array(bytes)]), bytes[0] === 0xff ? 'product.jpg' : 'product.png');
    form.set('imageType', inCarousel ? 'CAROUSEL_COMMERCE_IMAGE' : 'IMAGE');
    const answer = await client({ method: 'POST', path: '/images', body: form, answer: UploadedImage });
    if (answer.kind !== 'ok') return { kind: 'unread' };
    return answer.value.image ? { kind: 'stored', id: answer.value.image.imageUrl } : { kind: 'unfit' };
  };
