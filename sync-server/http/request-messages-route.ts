import type { FastifyInstance } from 'fastify';
import { RequestMessages, RequestMessagesQuery } from '../../contract/request-messages.ts';
import type { Store } from '../store/port/store.ts';
import type { Auth } from './auth.ts';
import { describe } from './describe.ts';
import { jsonOf, parsed } from './request-body.ts';

export type RequestMessagesPorts = Readonly<{ auth: Auth; store: Pick<Store, 'log'> }>;

/** `POST /v1/requests/messages`: read by a desk that sees what other rules would make of requests whose words it does not keep. Ids are in the body, never in a URL's log line. */
export function requestMessagesRoute(app: FastifyInstance, { auth, store }: RequestMessagesPorts): void {
  const about = describe({
    summary: 'What was said in some requests; those that are unknown or erased are left out',
    tag: 'desk',
    opens: 'member',
    body: RequestMessagesQuery,
    answer: RequestMessages,
  });
  app.post('/v1/requests/messages', { ...about, onRequest: auth.member }, async (request): Promise<RequestMessages> => {
    const { workspace } = auth.memberOf(request);
    const messages: RequestMessages['messages'] = [];
    for (const requestEventId of parsed(RequestMessagesQuery, jsonOf(request.body)).requests) {
      const fact = await store.log.fact(workspace, requestEventId);
      const message = fact?.kind === 'event' && fact.body.kind === 'requested' ? fact.personal[0]?.part.message : undefined;
      if (message !== undefined) messages.push({ requestEventId, message });
    }
    return { messages };
  });
}
