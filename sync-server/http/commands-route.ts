import type { FastifyInstance } from 'fastify';
import { Command, CommandBatch, type Outcome, OutcomeBatch } from '../../contract/command.ts';
import { PROTOCOL_VERSION } from '../../contract/protocol-version.ts';
import { z } from '../../contract/zod.ts';
import type { Auth } from './auth.ts';
import { describe } from './describe.ts';
import { jsonOf, parsed } from './request-body.ts';
import type { Member } from './session-token.ts';

/** What each is parsed by when it is applied. */
const Items = z.strictObject({ commands: z.array(Command).min(1).max(100) });

const maxBodyBytes = 4 * 1024 * 1024;

/**
 * Applies commands in the order given, each once by its id (I6), and answers those that have an outcome: a held one is absent.
 * They are not parsed yet but for their id.
 */
export type ApplyCommands = (member: Member, commands: CommandBatch['commands']) => Promise<readonly Outcome[]>;

export type CommandsPorts = Readonly<{ auth: Auth; apply: ApplyCommands; count(status: Outcome['status']): void }>;

/** `POST /v1/commands`: whatever a person does. Who did it is the credential's word (I9). A command without an outcome stays with its sender. */
export function commandsRoute(app: FastifyInstance, { auth, apply, count }: CommandsPorts): void {
  const about = describe({
    summary: 'Commands of a desk, at most 100; one that is held back by its `after` is absent from the answer',
    tag: 'desk',
    opens: 'member',
    body: Items,
    answer: OutcomeBatch,
  });
  app.post('/v1/commands', { ...about, onRequest: auth.member, bodyLimit: maxBodyBytes }, async (request): Promise<OutcomeBatch> => {
    const { commands } = parsed(CommandBatch, jsonOf(request.body));
    const outcomes = await apply(auth.memberOf(request), commands);
    for (const { status } of outcomes) count(status);
    return { protocol: PROTOCOL_VERSION, outcomes: [...outcomes] };
  });
}
