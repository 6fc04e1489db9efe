import type { KakaoMessage } from '../../../contract/dispatch.ts';
import { dialled } from '../calling/dialled.ts';
import type { ReadImage } from '../calling/product-image.ts';
import { imageKey, storeBatchImages } from '../calling/store-batch-images.ts';
import { StoredImages, type Upload } from '../calling/stored-images.ts';
import type { Batch, BatchItem, BatchOutcome, ItemReport, ItemResult, Prepared, SendAdapter, SendError } from '../send-adapter.ts';
import { groupPath, type SolapiClient } from './solapi-client.ts';
import { errorOf, errorOfRegistration, isRegistered } from './solapi-errors.ts';
import { lookUpGroup, readMessages } from './solapi-look-up.ts';
import { type SolapiChannel, toAlimTalk, toSolapiMessage } from './solapi-message.ts';
import { readDenials } from './solapi-opt-outs.ts';
import { isUnderWay, readWebhook, toReport } from './solapi-reports.ts';
import { Balance, Group, type Registered, RegisteredMessages, StoredFile } from './solapi-wire.ts';

export type SolapiPorts = Readonly<{
  client: SolapiClient;
  channel: SolapiChannel;
  readImage: ReadImage;
  /** Epoch ms. */
  now(): number;
}>;

/** Of 10,000 that a call may add: small enough that an unclear answer leaves few in doubt. */
const maxBatch = 500;
/** Kakao takes Brand Messages from 08:00 to 20:50. */
const window = { fromMinute: 8 * 60, toMinute: 20 * 60 + 50 };

/**
 * Brand Messages and AlimTalk by Solapi's group API: a group is made, filled and only then sent. What may be lost on the way is so one
 * call, `send`, and of a group it can be asked whether it was sent, and if not it can be ruled out by deleting it (I7).
 */
export function solapiAdapter({ client, channel, readImage, now }: SolapiPorts): SendAdapter {
  const images = new StoredImages(readImage, uploadTo(client));
  /** How each message of a prepared batch was taken in. Lost in a crash, and read again from the group then. */
  const receptions = new Map<string, readonly ItemResult[]>();

  const remember = (batchId: string, items: readonly ItemResult[]) => {
    const [oldest] = receptions.keys();
    if (receptions.size >= mostPrepared && oldest !== undefined) receptions.delete(oldest);
    receptions.set(batchId, items);
  };

  /** A group that was sent meanwhile stays; where nobody answers it stays too, unsent. */
  const remove = (groupId: string) => client({ method: 'DELETE', path: groupPath(groupId), answer: Group });

  return {
    id: 'solapi',
    capabilities: {
      maxBatch,
      twoPhase: true,
      idempotency: 'sameBatch',
      receipts: 'webhook+poll',
      addressing: 'phone',
      lookUp: true,
      standIn: true,
      window,
    },

    async prepare(batch): Promise<Prepared> {
      const group = await client({ method: 'POST', path: '/messages/v4/groups', body: newGroup(batch), answer: Group });
      if (group.kind !== 'ok') return toPrepared(errorOf(group));
      const { groupId } = group.value;
      const illustrated = await storeBatchImages(batch, images);
      const refused = [...illustrated.refused].map(([itemId, error]): ItemResult => ({ itemId, status: 'rejected', error }));
      const messages = illustrated.items.map((item) => toMessage(item, channel, illustrated.images));
      if (messages.length > 0) {
        const added = await client({
          method: 'PUT',
          path: groupPath(groupId, '/messages'),
          body: { messages },
          answer: RegisteredMessages,
        });
        if (added.kind !== 'ok') {
          await remove(groupId);
          return toPrepared(errorOf(added));
        }
        refused.push(...toReceptions(illustrated.items, added.value.resultList));
      }
      remember(batch.batchId, refused);
      return { kind: 'prepared', providerBatchId: groupId };
    },

    async discard({ batchId, providerBatchId: groupId }) {
      receptions.delete(batchId);
      if (groupId !== undefined) await remove(groupId);
    },

    async commit(batch): Promise<BatchOutcome> {
      const { batchId, providerBatchId: groupId } = batch;
      const items = receptions.get(batchId);
      receptions.delete(batchId);
      if (groupId === undefined || !items) return { kind: 'rejected', error: unprepared };
      if (items.length === batch.items.length && items.every(({ status }) => status === 'rejected'))
        return { kind: 'answered', items, providerBatchId: groupId };
      const sent = await client({ method: 'POST', path: groupPath(groupId, '/send'), body: {}, answer: Group });
      if (sent.kind === 'ok') return { kind: 'answered', items, providerBatchId: groupId };
      return toOutcome(errorOf(sent));
    },

    lookUp: (batch) => lookUpGroup(client, batch, now()),

    async poll(_workspace, since, until): Promise<readonly ItemReport[]> {
      const range = `startDate=${isoOf(since)}&endDate=${isoOf(until)}`;
      const messages = await readMessages(client, `/messages/v4/list?dateType=UPDATED&${range}`);
      if (!messages) throw new Error('the list of messages could not be read');
      return messages.filter(isUnderWay).map((message) => toReport(message, now()));
    },

    optOuts: () => readDenials(client),

    parseWebhook: (_headers, body) => readWebhook(body, now()),

    async health() {
      const answer = await client({ method: 'GET', path: '/cash/v1/balance', answer: Balance });
      if (answer.kind === 'ok') {
        const balanceKrw = answer.value.balance + answer.value.point;
        return balanceKrw > 0 ? { ok: true, balanceKrw } : { ok: false, reason: 'balance' };
      }
      const error = errorOf(answer);
      if (error.class === 'auth' || error.class === 'scope') return { ok: false, reason: 'auth' };
      return { ok: false, reason: answer.kind === 'unreached' ? 'unreachable' : 'maintenance' };
    },
  };
}

const newGroup = ({ batchId }: Batch) => ({ allowDuplicates: false, customFields: { batchId } });

const isoOf = (at: number) => encodeURIComponent(new Date(at).toISOString());

function toMessage({ itemId, phone = '', message }: BatchItem, channel: SolapiChannel, images: ReadonlyMap<string, string>): object {
  const { template } = message;
  return template
    ? toAlimTalk({ itemId, phone, template }, channel)
    : toSolapiMessage({ itemId, phone, message }, channel, imagesOf(message, images));
}

const imagesOf = (message: KakaoMessage, all: ReadonlyMap<string, string>) =>
  new Map(message.cards.map(({ imageUrl }) => [imageUrl, all.get(imageKey(imageUrl, message.cards.length > 1)) ?? '']));

const toPrepared = (error: SendError): Prepared => ({ kind: error.mayHaveSent ? 'ambiguous' : 'rejected', error });

/** `send` refuses with this a group that was sent already, so it does not say that nothing was. */
const alsoOfSentGroups = 'ValidationError';

/** Of a group that is not there any more nothing was sent; another one may be made. */
const groupGone = 'ResourceNotFound';

function toOutcome(error: SendError): BatchOutcome {
  if (error.mayHaveSent || error.code === alsoOfSentGroups)
    return { kind: 'ambiguous', error: { ...error, class: 'ambiguous', mayHaveSent: true } };
  return { kind: 'rejected', error: error.code === groupGone ? { ...error, class: 'transient' } : error };
}

/** Prepared and not committed yet. */
const mostPrepared = 100;

/** The machine prepares a batch anew after a crash; one that this process has not prepared is surely not sent by it. */
const unprepared: SendError = { class: 'transient', code: 'NOT_PREPARED', text: '', mayHaveSent: false };

/**
 * By the item's own id where it comes back, else by number: within a group no number stands twice. Of whom the answer says nothing may be in the
 * group: they are left out (I7).
 */
function toReceptions(items: readonly BatchItem[], registered: readonly Registered[]): ItemResult[] {
  const byItem = new Map(registered.map((one) => [one.customFields?.itemId ?? '', one]));
  const byNumber = new Map(registered.map((one) => [one.to ?? '', one]));
  return items.flatMap(({ itemId, phone = '' }): ItemResult[] => {
    const found = byItem.get(itemId) ?? byNumber.get(dialled(phone));
    if (!found) return [];
    const { statusCode, statusMessage = '', messageId } = found;
    const id = messageId === undefined ? {} : { providerMessageId: messageId };
    if (isRegistered(statusCode)) return [{ itemId, ...id, status: 'accepted' }];
    return [{ itemId, ...id, status: 'rejected', error: errorOfRegistration(statusCode, statusMessage) }];
  });
}

const uploadTo =
  (client: SolapiClient): Upload =>
  async (bytes, inCarousel) => {
    const body = { file: Buffer.from(bytes).toString('base64'), type: inCarousel ? 'BMS_CAROUSEL_COMMERCE_LIST' : 'BMS' };
    const stored = await client({ method: 'POST', path: '/storage/v1/files', body, answer: StoredFile });
    if (stored.kind === 'ok') return { kind: 'stored', id: stored.value.fileId };
    return { kind: stored.kind === 'refused' && errorOf(stored).class === 'invalid_request' ? 'unfit' : 'unread' };
  };
