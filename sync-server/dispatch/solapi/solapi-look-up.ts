import type { Batch, BatchItem, ItemReport } from '../send-adapter.ts';
import { groupPath, type SolapiClient } from './solapi-client.ts';
import { toReport } from './solapi-reports.ts';
import { Group, type StoredMessage, StoredMessages } from './solapi-wire.ts';

/**
 * What became of a group that was, perhaps, sent.
 *
 * ```
 * PENDING, never sent -- DELETE --> DELETED, never sent : surely not sent, and a send on its way finds no group (notSent)
 *        \--------------------------> DELETED, sent     : the send was faster: its messages tell
 * SENDING, COMPLETE, FAILED          : its messages tell; who is not among them was never put in (notSent)
 * anything else, or silence          : unknown; asked again later
 * ```
 */
export async function lookUpGroup(client: SolapiClient, batch: Batch, now: number): Promise<readonly ItemReport[] | 'unknown'> {
  if (batch.providerBatchId === undefined) return 'unknown';
  const path = groupPath(batch.providerBatchId);
  const asked = await client({ method: 'GET', path, answer: Group });
  const group = asked.kind === 'ok' && isPending(asked.value) ? await client({ method: 'DELETE', path, answer: Group }) : asked;
  if (group.kind !== 'ok') return 'unknown';
  const notSent = ({ itemId }: BatchItem) => toNotSent(itemId, group.value, now);
  if (isRuledOut(group.value)) return batch.items.map(notSent);
  if (isPending(group.value)) return 'unknown';
  const messages = await readMessages(client, groupPath(batch.providerBatchId, '/messages?'));
  if (!messages) return 'unknown';
  const reports = messages.map((message) => toReport(message, now));
  const inGroup = new Set(reports.map(({ itemId }) => itemId));
  return [...reports, ...batch.items.filter(({ itemId }) => !inGroup.has(itemId)).map(notSent)];
}

const wasNeverSent = ({ dateSent, count }: Group) => dateSent === undefined && count.sentTotal === 0;
const isPending = (group: Group) => group.status === 'PENDING' && wasNeverSent(group);
const isRuledOut = (group: Group) => group.status === 'DELETED' && wasNeverSent(group);

const toNotSent = (itemId: string, { groupId, status }: Group, at: number): ItemReport => ({
  itemId,
  status: 'notSent',
  at,
  raw: { code: status, text: '' },
  key: `${groupId}:${itemId}:${status}`,
});

const pageSize = 500;
/** 100,000 messages; a list that is longer is none that can be read at once. */
const mostPages = 200;

/** All pages of a list of messages; null where one could not be read, or there are too many: half a list would say that the rest is not there (I7). */
export async function readMessages(client: SolapiClient, path: string): Promise<readonly StoredMessage[] | null> {
  const found: StoredMessage[] = [];
  let startKey: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const next = startKey === undefined ? '' : `&startKey=${encodeURIComponent(startKey)}`;
    const answer = await client({ method: 'GET', path: `${path}&limit=${pageSize}${next}`, answer: StoredMessages });
    if (answer.kind !== 'ok') return null;
    found.push(...Object.values(answer.value.messageList ?? {}));
    startKey = answer.value.nextKey;
    if (startKey === undefined) return found;
  }
  return null;
}
