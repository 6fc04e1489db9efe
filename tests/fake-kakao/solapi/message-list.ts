import { type Call, json, type Reply } from '../wire/call.ts';
import type { StoredMessage } from './group.ts';
import { byId, pageOf, severalOf } from './list.ts';
import { storedMessage } from './replies.ts';
import type { Shop } from './shop.ts';

const keyOf = ({ messageId }: StoredMessage): string => messageId;

export function listOf(messages: readonly StoredMessage[], query: URLSearchParams): Reply {
  const page = pageOf(messages, keyOf, query);
  const { startKey, nextKey, limit } = page;
  return json(200, { startKey, nextKey, limit, messageList: byId(page, keyOf, storedMessage) });
}

/** `GET /messages/v4/list`: everything that passes all the filters given. */
export function listMessages(shop: Shop, { query }: Call): Reply {
  const ids = [...severalOf(query, 'messageIds'), ...severalOf(query, 'messageId')];
  const groupId = query.get('groupId');
  const from = groupId === null ? shop.messages : (shop.groups.get(groupId)?.messages ?? new Map<string, StoredMessage>());
  const found = ids.length === 0 ? [...from.values()] : ids.flatMap((id) => from.get(id) ?? []);
  return listOf(
    found.filter((message) => passes(message, query)),
    query,
  );
}

function passes(message: StoredMessage, query: URLSearchParams): boolean {
  const equal = (['to', 'from', 'type', 'statusCode'] as const).every(
    (name) => query.get(name) === null || query.get(name) === message[name],
  );
  const at = query.get('dateType') === 'UPDATED' ? message.dateUpdated : message.dateCreated;
  const [start, end] = [query.get('startDate'), query.get('endDate')];
  return equal && (start === null || at >= Date.parse(start)) && (end === null || at <= Date.parse(end));
}
