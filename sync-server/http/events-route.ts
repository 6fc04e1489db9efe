import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FailureCode } from '../../contract/failure.ts';
import { EventBatch, EventReceipt } from '../../contract/ingest.ts';
import { UpEvent } from '../../contract/up-event.ts';
import { z } from '../../contract/zod.ts';
import type { Auth } from './auth.ts';
import { type Backlog, createBacklog, type Ticket } from './backlog.ts';
import { type Body, countedBody } from './counted-body.ts';
import { describe } from './describe.ts';
import { HttpFailure } from './http-failure.ts';
import { jsonOf, parsed } from './request-body.ts';

const maxBodyBytes = 8 * 1024 * 1024;
const path = '/v1/events';

/** What the items are parsed by, one by one, on their way into the log. */
const Items = z.union([UpEvent, z.array(UpEvent).min(1).max(1_000)]);

/** When a client that was turned away may try again: what waits is a second of work for a store that works. */
const retryAfterSeconds = 1;

export type EventsPorts = Readonly<{
  auth: Auth;
  now(): number;
  /** The one way into the log, the same as over MQTT; resolves when the item is durable. */
  take(workspace: string, item: Readonly<{ client: string; topic: string; bytes: Uint8Array; receivedAt: number }>): Promise<Item>;
  /** A request was turned away. */
  turnedAway(code: FailureCode): void;
  /** What may wait at once; as much as `createBacklog` says unless given. */
  backlog?: Backlog;
}>;

type Item = EventReceipt['items'][number];

/**
 * `POST /v1/events`: one event or up to 1,000. A bad one does not stop the others. Where too much waits for the store the request is
 * answered 429, as early as it can be known: before its body is read, while it is, or before an item is taken.
 */
export function eventsRoute(app: FastifyInstance, { auth, now, take, turnedAway, backlog = createBacklog() }: EventsPorts): void {
  const tickets = new WeakMap<FastifyRequest, Ticket>();
  const about = describe({
    summary: 'Events of a chat, with their `kind`; answered when they are durable',
    tag: 'chat clients',
    opens: 'client',
    body: Items,
    answer: EventReceipt,
  });

  function tooMuchWaits(reply: FastifyReply): HttpFailure {
    if (!reply.raw.destroyed) turnedAway('server.backlog'); // who has gone was not turned away
    reply.header('retry-after', retryAfterSeconds);
    return new HttpFailure('server.backlog');
  }

  async function admit(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (backlog.full()) throw tooMuchWaits(reply);
    const ticket = backlog.open();
    tickets.set(request, ticket);
    reply.raw.once('close', () => tickets.get(request)?.close()); // a request that never came to its handler
  }

  async function count(request: FastifyRequest, reply: FastifyReply, payload: Body): Promise<Body> {
    const ticket = tickets.get(request);
    return countedBody(payload, (bytes) => (ticket?.takeBytes(bytes) ? undefined : tooMuchWaits(reply)));
  }

  const hooks = { onRequest: [auth.client, admit], preParsing: count };
  app.post(path, { ...about, ...hooks, bodyLimit: maxBodyBytes }, async (request, reply): Promise<EventReceipt> => {
    const { workspace, client } = auth.clientOf(request);
    const said = jsonOf(request.body);
    parsed(EventBatch, said); // only looked at: what a schema makes of one event lacks its `__proto__`, which has to be seen
    const items = Array.isArray(said) ? said : [said];
    const ticket = tickets.get(request);
    if (!ticket?.takeItems(items.length)) throw tooMuchWaits(reply);
    tickets.delete(request); // from here on they wait for the store, whether their client does or not
    const receivedAt = now();
    const taken = items.map((item) => take(workspace, { client, topic: path, bytes: Buffer.from(JSON.stringify(item)), receivedAt }));
    void Promise.allSettled(taken).then(ticket.close);
    return { items: await Promise.all(taken) };
  });
}
