import type { FastifyInstance } from 'fastify';
import { z } from '../../contract/zod.ts';
import { type AddCredential, NewCredential } from './add-credential.ts';
import type { Auth } from './auth.ts';
import { describe } from './describe.ts';
import { HttpFailure } from './http-failure.ts';
import { jsonOf, parsed } from './request-body.ts';

/** The member who was made at first start, and the only one who may make others. */
export const ownerName = 'owner';

export const SecretGranted = z.strictObject({ secret: z.string() });

export type CredentialsPorts = Readonly<{ auth: Auth; add: AddCredential }>;

/** `POST /v1/credentials`: what `npm run client -- add` and `npm run member -- add` ask of a running server. */
export function credentialsRoute(app: FastifyInstance, { auth, add }: CredentialsPorts): void {
  const about = describe({
    summary: 'Makes a credential; its secret is said once. For the owner, on the server itself',
    tag: 'operation',
    opens: 'member',
    body: NewCredential,
    answer: SecretGranted,
  });
  app.post('/v1/credentials', { ...about, onRequest: auth.member }, async (request) => {
    const { workspace, member } = auth.memberOf(request);
    if (member !== ownerName || !isLoopback(request.ip)) throw new HttpFailure('auth.invalid', 'owner');
    const secret = await add(workspace, parsed(NewCredential, jsonOf(request.body)));
    if (secret === undefined) throw new HttpFailure('request.nameTaken', 'name');
    return { secret };
  });
}

const isLoopback = (address: string) => ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(address);
