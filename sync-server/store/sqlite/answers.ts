import type { DownMessage } from '../../../contract/down-message.ts';
import { type Database, prepare } from './database.ts';
import type { OutboxWrites } from './outbox.ts';
import type { Counters, Workspace } from './workspaces.ts';

/** An event that came again: whose it is and where the first one stands. */
export type Repeated = Readonly<{ client: string; eventId: string; position: number }>;

export interface Answers {
  /**
   * In a write transaction: queues the newest answer to an event again, same id and bytes. Nothing where it is waiting still, was
   * not given yet (the fold will) or is older than the outbox keeps.
   */
  again(workspace: Workspace, repeated: readonly Repeated[], counters: Counters): void;
}

type Row = Readonly<{ id: number; messages: string; doneAt: number | null }>;

export function answersOf(database: Database, outbox: OutboxWrites): Answers {
  const holding = prepare<Row>(
    database,
    `SELECT id, messages, done_at AS doneAt FROM outbox
     WHERE workspace = ? AND client = ? AND first_position BETWEEN ? AND ? AND last_position >= ? AND instr(messages, ?) > 0
     ORDER BY id DESC LIMIT 1`,
  );

  return {
    again(workspace, repeated, counters) {
      const parsed = new Map<number, readonly DownMessage[]>();
      for (const { client, eventId, position } of repeated) {
        const first = position - counters.widestAnswer;
        const row = holding.get(workspace.id, client, first, position, position, `"eventId":"${eventId}"`);
        if (!row || row.doneAt === null) continue;
        const messages = parsed.get(row.id) ?? (JSON.parse(row.messages) as readonly DownMessage[]);
        parsed.set(row.id, messages);
        const own = messages.filter((message) => 'eventId' in message && message.eventId === eventId).slice(-1);
        outbox.queue(workspace, { client, messages: own, answers: { first: position, last: position } }, counters);
      }
    },
  };
}
