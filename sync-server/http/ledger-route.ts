import type { FastifyInstance } from 'fastify';
import { type ShownMessage, ShownMessages } from '../../contract/sandbox-ledger.ts';
import type { Auth } from './auth.ts';
import { describe } from './describe.ts';

const maxEntries = 1_000;

export type LedgerPorts = Readonly<{ auth: Auth; list(workspace: string, limit: number): Promise<readonly ShownMessage[]> }>;

/** `GET /v1/sandbox/ledger`: what the sandbox's phones have shown. */
export function ledgerRoute(app: FastifyInstance, { auth, list }: LedgerPorts): void {
  const about = describe({
    summary: 'What the phones of the sandbox showed, newest first',
    tag: 'operation',
    opens: 'member',
    answer: ShownMessages,
  });
  app.get('/v1/sandbox/ledger', { ...about, onRequest: auth.member }, async (request): Promise<ShownMessages> => {
    return { entries: [...(await list(auth.memberOf(request).workspace, maxEntries))] };
  });
}
