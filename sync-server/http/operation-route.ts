import type { FastifyInstance } from 'fastify';
import { type CarryOut, isRefusal } from '../credentials/carry-out.ts';
import { Done, Operation } from '../credentials/operation.ts';
import type { Auth } from './auth.ts';
import { describe } from './describe.ts';
import { HttpFailure } from './http-failure.ts';
import { jsonOf, parsed } from './request-body.ts';

export type OperationPorts = Readonly<{ auth: Auth; carryOut: CarryOut }>;

/** `POST /v1/operation`: what `npm run client`, `member` and `workspace` ask of a server that has the data open. */
export function operationRoute(app: FastifyInstance, { auth, carryOut }: OperationPorts): void {
  const about = describe({
    summary: 'Credentials and workspaces; a secret is said once. For our own programs on the server itself',
    tag: 'operation',
    opens: 'operator',
    body: Operation,
    answer: Done,
  });
  app.post('/v1/operation', { ...about, onRequest: auth.operator }, async (request): Promise<Done> => {
    const outcome = await carryOut(parsed(Operation, jsonOf(request.body)));
    if (isRefusal(outcome)) throw new HttpFailure(outcome.code, outcome.detail);
    return outcome;
  });
}
