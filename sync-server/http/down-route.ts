import type { FastifyInstance } from 'fastify';
import { DownPage } from '../../contract/down-message.ts';
import { z } from '../../contract/zod.ts';
import type { Outbox } from '../store/port/outbox.ts';
import type { Auth } from './auth.ts';
import { describe } from './describe.ts';
import { HttpFailure } from './http-failure.ts';
import { parsed } from './request-body.ts';

const rowsAtOnce = 100;
const cursorForm = /^d(0|[1-9]\d{0,14})$/;
const DownQuery = z.strictObject({ after: z.string().max(100).optional() });

export type DownPorts = Readonly<{ auth: Auth; outbox: Outbox; now(): number }>;

/** `GET /v1/down?after=`: what waits for this client, in order. `after` acknowledges everything up to it. */
export function downRoute(app: FastifyInstance, { auth, outbox, now }: DownPorts): void {
  const about = describe({
    summary: 'Answers for a chat client; passing `next` as `after` acknowledges them',
    tag: 'chat clients',
    opens: 'client',
    query: DownQuery,
    answer: DownPage,
  });
  app.get('/v1/down', { ...about, onRequest: auth.client }, async (request): Promise<DownPage> => {
    const { workspace, client } = auth.clientOf(request);
    const after = rowIdOf(parsed(DownQuery, request.query).after ?? 'd0');
    if (after > 0) await outbox.settleUpTo(workspace, client, after, now());
    const rows = await outbox.waiting(workspace, client, after, rowsAtOnce);
    return { messages: rows.flatMap(({ messages }) => messages), next: `d${rows.at(-1)?.id ?? after}` };
  });
}

function rowIdOf(cursor: string): number {
  const id = cursorForm.exec(cursor)?.[1];
  if (id === undefined) throw new HttpFailure('request.schema', 'after');
  return Number(id);
}
