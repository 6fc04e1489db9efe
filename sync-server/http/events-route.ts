import type { FastifyInstance } from 'fastify';
import { EventBatch, EventReceipt } from '../../contract/ingest.ts';
import { UpEvent } from '../../contract/up-event.ts';
import { z } from '../../contract/zod.ts';
import type { Auth } from './auth.ts';
import { describe } from './describe.ts';
import { jsonOf, parsed } from './request-body.ts';

const maxBodyBytes = 8 * 1024 * 1024;
const path = '/v1/events';

/** What the items are parsed by, one by one, on their way into the log. */
const Items = z.union([UpEvent, z.array(UpEvent).min(1).max(1_000)]);

export type EventsPorts = Readonly<{
  auth: Auth;
  now(): number;
  /** The one way into the log, the same as over MQTT; resolves when the item is durable. */
  take(workspace: string, item: Readonly<{ client: string; topic: string; bytes: Uint8Array; receivedAt: number }>): Promise<Item>;
}>;

type Item = EventReceipt['items'][number];

/** `POST /v1/events`: one event or up to 1,000. A bad one does not stop the others. */
export function eventsRoute(app: FastifyInstance, { auth, now, take }: EventsPorts): void {
  const about = describe({
    summary: 'Events of a chat, with their `kind`; answered when they are durable',
    tag: 'chat clients',
    opens: 'client',
    body: Items,
    answer: EventReceipt,
  });
  app.post(path, { ...about, onRequest: auth.client, bodyLimit: maxBodyBytes }, async (request): Promise<EventReceipt> => {
    const { workspace, client } = auth.clientOf(request);
    const said = jsonOf(request.body);
    parsed(EventBatch, said); // only looked at: what a schema makes of one event lacks its `__proto__`, which has to be seen
    const receivedAt = now();
    const taken = (Array.isArray(said) ? said : [said]).map((item) =>
      take(workspace, { client, topic: path, bytes: Buffer.from(JSON.stringify(item)), receivedAt }),
    );
    return { items: await Promise.all(taken) };
  });
}
