import type { FastifyInstance } from 'fastify';
import { z } from '../../contract/zod.ts';
import { type CarryOut, isRefusal } from '../credentials/carry-out.ts';
import { CredentialOwner, ownerName } from '../credentials/operation.ts';
import { type Auth, isLoopback } from './auth.ts';
import { describe } from './describe.ts';
import { HttpFailure } from './http-failure.ts';
import { jsonOf, parsed } from './request-body.ts';

const NewCredential = z.strictObject({ kind: z.enum(['client', 'member']), name: CredentialOwner });
export const SecretGranted = z.strictObject({ secret: z.string() });

export type CredentialsPorts = Readonly<{ auth: Auth; carryOut: CarryOut }>;

/** `POST /v1/credentials`: the owner of a workspace makes credentials of it, such as those of simulated clients. */
export function credentialsRoute(app: FastifyInstance, { auth, carryOut }: CredentialsPorts): void {
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
    const outcome = await carryOut({ verb: 'add', workspace, ...parsed(NewCredential, jsonOf(request.body)) });
    if (isRefusal(outcome)) throw new HttpFailure(outcome.code, outcome.detail);
    return { secret: outcome.secret };
  });
}
