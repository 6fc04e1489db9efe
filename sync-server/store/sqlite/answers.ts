import type { DownMessage } from '../../../contract/down-message.ts';
import { widthClasses } from '../answer-width.ts';
import { answersByEvent, type Repeated } from '../answered.ts';
import { type Database, prepare } from './database.ts';
import type { OutboxWrites } from './outbox.ts';
import type { Workspace } from './workspaces.ts';

export interface Answers {
  /**
   * In a write transaction: queues the newest answer to each event again, same id and bytes. Nothing where it is waiting still, was
   * not given yet (the fold will) or is older than the outbox keeps.
   */
  again(workspace: Workspace, repeated: readonly Repeated[]): void;
}

type Answered = ReadonlyMap<string, DownMessage>;

export function answersOf(database: Database, outbox: OutboxWrites): Answers {
  const covering = prepare<{ id: number; doneAt: number | null }>(
    database,
    `SELECT outbox.id, done_at AS doneAt FROM json_each(?) AS class CROSS JOIN outbox
     WHERE workspace = ? AND client = ? AND width = class.value AND first_position BETWEEN ? - class.value AND ? AND last_position >= ?
     ORDER BY outbox.id DESC`,
  );
  const messages = prepare<{ messages: string }>(database, 'SELECT messages FROM outbox_messages WHERE id = ?');
  const classes = JSON.stringify(widthClasses);

  const read = (id: number): Answered => answersByEvent(JSON.parse(messages.get(id)?.messages ?? '[]') as DownMessage[]);

  return {
    again(workspace, repeated) {
      const seen = new Map<number, Answered>();
      const answersIn = (id: number): Answered => {
        const known = seen.get(id) ?? read(id);
        seen.set(id, known);
        return known;
      };
      for (const { client, eventId, position } of repeated) {
        const rows = covering.all(classes, workspace.id, client, position, position, position);
        const row = rows.find(({ id }) => answersIn(id).has(eventId));
        const answer = row && row.doneAt !== null ? answersIn(row.id).get(eventId) : undefined;
        if (answer) outbox.queue(workspace, { client, messages: [answer], answers: { first: position, last: position } });
      }
    },
  };
}
