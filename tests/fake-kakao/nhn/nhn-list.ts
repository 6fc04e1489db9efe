import type { Call, Reply } from '../wire/call.ts';
import type { Params } from '../wire/route.ts';
import { done, invalid } from './envelope.ts';
import type { NhnProject, Sent } from './nhn-project.ts';
import { fromSeoul, listed } from './nhn-replies.ts';

const defaultPageSize = 15;
const maxPageSize = 1_000;
const minuteMs = 60_000;

/** `GET .../messages`: by request, or by the minutes in which it was asked for; each interface its own. */
export function listSent({ sent }: NhnProject, { query }: Call, kind: Sent['kind']): Reply {
  const requestId = query.get('requestId');
  const [start, end] = [query.get('startRequestDate'), query.get('endRequestDate')];
  if (requestId === null && (start === null || end === null)) return invalid('requestId, or startRequestDate and endRequestDate');
  const within = ({ requestedAt }: Sent) =>
    start === null || end === null || (requestedAt >= fromSeoul(start) && requestedAt < fromSeoul(end) + minuteMs);
  const found = sent.filter(
    (one) => one.kind === kind && (requestId === null || one.requestId === requestId) && within(one) && passes(one, query),
  );
  const pageSize = Math.min(Math.max(Number(query.get('pageSize')) || defaultPageSize, 1), maxPageSize);
  const from = (Math.max(Number(query.get('pageNum')) || 1, 1) - 1) * pageSize;
  return done({ messageSearchResultResponse: { messages: found.slice(from, from + pageSize).map(listed), totalCount: found.length } });
}

function passes({ recipient, senderGroupingKey }: Sent, query: URLSearchParams): boolean {
  const wanted = { recipientNo: recipient.recipientNo, senderGroupingKey, recipientGroupingKey: recipient.recipientGroupingKey };
  return Object.entries(wanted).every(([name, value]) => query.get(name) === null || query.get(name) === value);
}

/** `GET .../messages/{requestId}/{recipientSeq}`; nothing where there is none. */
export function readSent({ sent }: NhnProject, { requestId, recipientSeq }: Params): Reply {
  const found = sent.find((one) => one.requestId === requestId && String(one.recipientSeq) === recipientSeq);
  return done({ message: found ? listed(found) : null });
}

/** `DELETE .../messages/{requestId}`: only what has not gone out yet. */
export function cancelSent({ sent, world }: NhnProject, { requestId }: Params): Reply {
  for (const one of sent) if (one.requestId === requestId && one.requestedAt > world.clock.now()) one.cancelled = true;
  return done();
}
