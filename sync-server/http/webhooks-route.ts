import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from '../../contract/zod.ts';
import { sameSecret, secretHash } from '../secret.ts';
import { describe } from './describe.ts';
import { HttpFailure } from './http-failure.ts';
import { parsed } from './request-body.ts';

/** A secret of 256 bits is 43 characters; a longer path is nobody's. */
const Path = z.strictObject({ provider: z.string().max(64), secret: z.string().max(200) });

/** Reports arrive by the hundred; more than this is no webhook of ours. */
const maxBodyBytes = 1024 * 1024;

/** The one provider that may report, and by which secret. */
export type WebhookDoor = Readonly<{
  provider: string;
  secret: string;
  /** Resolves when what the reports say is durably stored; false where the body is none of this provider's. Safe to be called twice with the same. */
  take(headers: Readonly<Record<string, string>>, body: Uint8Array): Promise<boolean>;
}>;

export type WebhookPorts = Readonly<{
  /** Absent where nothing is sent through a provider that calls back. */
  webhooks?: WebhookDoor | undefined;
  /** Counts a wrong secret of an address; says for how many seconds it has to wait where there were too many. */
  countFailure(request: FastifyRequest): Promise<number | undefined>;
}>;

/**
 * `POST /v1/webhooks/{provider}/{secret}`: what a provider reports. The only route that opens without a credential of ours: providers can be
 * given an address and nothing else, so its secret is in the path (I11's one exception: no log and no metric holds more than this
 * template). Answered 200 only once everything is stored; anything else is called again by the provider.
 */
export function webhooksRoute(app: FastifyInstance, { webhooks, countFailure }: WebhookPorts): void {
  const about = describe({ summary: 'Reports of a provider on what was sent', tag: 'operation', params: Path });

  /** Before the body is read. A wrong secret, another provider and no provider at all look the same. */
  async function admit(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { provider, secret } = parsed(Path, request.params);
    const known = webhooks ?? { provider: '', secret: '' };
    const same = sameSecret(secretHash(secret), secretHash(known.secret));
    if (same && provider === known.provider && known.secret !== '') return;
    const waitSeconds = await countFailure(request);
    if (waitSeconds === undefined) throw new HttpFailure('request.notFound');
    reply.header('retry-after', waitSeconds);
    throw new HttpFailure('request.tooMany');
  }

  app.post('/v1/webhooks/:provider/:secret', { ...about, bodyLimit: maxBodyBytes, onRequest: admit }, async (request) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    if (!(await webhooks?.take(plainHeaders(request), body))) throw new HttpFailure('request.schema');
    return {};
  });
}

const plainHeaders = ({ headers }: FastifyRequest): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
