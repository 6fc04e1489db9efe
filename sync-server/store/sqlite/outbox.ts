import { canonicalJson } from '../../../domain/identity/canonical-json.ts';
import { widthClass, widthClasses } from '../answer-width.ts';
import { givenIn } from '../answered.ts';
import type { OutboxRow } from '../port/feed.ts';
import type { Outbox } from '../port/outbox.ts';
import { type StoredRow, toWaitingRow } from '../waiting-row.ts';
import { type Database, prepare } from './database.ts';
import type { Workspace, Workspaces } from './workspaces.ts';
import type { Writer } from './writer.ts';

export interface OutboxWrites {
  /** In a write transaction. A row without messages is none. */
  queue(workspace: Workspace, row: OutboxRow): void;
}

export function outboxWrites(database: Database, now: () => number): OutboxWrites {
  const insert = prepare<{ id: number }>(
    database,
    'INSERT INTO outbox (workspace, client, first_position, last_position, width, created_at) VALUES (?, ?, ?, ?, ?, ?) RETURNING id',
  );
  const insertMessages = prepare(database, 'INSERT INTO outbox_messages (id, messages) VALUES (?, ?)');
  return {
    queue({ id }, { client, messages, answers }) {
      if (messages.length === 0) return;
      const range = answers ? ([answers.first, answers.last, widthClass(answers)] as const) : ([null, null, null] as const);
      const row = insert.get(id, client, ...range, now()) as { id: number };
      insertMessages.run(row.id, canonicalJson(messages));
    },
  };
}

export type OutboxReads = Pick<Outbox, 'waiting' | 'answersTo'>;

export function outboxReads(reader: Database, workspaces: Workspaces): OutboxReads {
  const waiting = prepare<StoredRow>(
    reader,
    'SELECT id, client, messages FROM outbox JOIN outbox_messages USING (id) WHERE workspace = ? AND client = ? AND done_at IS NULL AND id > ? ORDER BY id LIMIT ?',
  );
  const covering = prepare<{ messages: string; doneAt: number | null }>(
    reader,
    `SELECT messages, done_at AS doneAt FROM json_each(?) AS class CROSS JOIN outbox JOIN outbox_messages ON outbox_messages.id = outbox.id
     WHERE workspace = ? AND client = ? AND width = class.value AND first_position BETWEEN ? - class.value AND ? AND last_position >= ?
     ORDER BY outbox.id`,
  );
  const classes = JSON.stringify(widthClasses);
  return {
    waiting: async (workspace, client, afterId, limit) =>
      waiting.all(workspaces.find(workspace).id, client, afterId, limit).map(toWaitingRow),
    answersTo: async (workspace, { client, eventId, position }) =>
      givenIn(covering.all(classes, workspaces.find(workspace).id, client, position, position, position), eventId),
  };
}

export type OutboxSettling = Omit<Outbox, keyof OutboxReads>;

/** Rows forgotten in one transaction, so that nothing waits long behind an expiry. */
const EXPIRY_CHUNK = 1_000;

export function outboxSettling(database: Database, writer: Writer, workspaces: Workspaces): OutboxSettling {
  const settle = prepare(database, 'UPDATE outbox SET done_at = ? WHERE id = ? AND workspace = ? AND done_at IS NULL');
  const settleUpTo = prepare(database, 'UPDATE outbox SET done_at = ? WHERE workspace = ? AND client = ? AND id <= ? AND done_at IS NULL');
  const chunkOf = (where: string) =>
    prepare<{ id: number }>(
      database,
      `DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE ${where} LIMIT ${EXPIRY_CHUNK}) RETURNING id`,
    );
  const forgetDone = chunkOf('done_at < ?');
  const dropUndone = chunkOf('done_at IS NULL AND created_at < ?');
  const forgetMessages = prepare(database, 'DELETE FROM outbox_messages WHERE id = ?');

  function forget(rows: readonly Readonly<{ id: number }>[]): number {
    for (const { id } of rows) forgetMessages.run(id);
    return rows.length;
  }

  /** Until nothing is left, a chunk a transaction. */
  async function inChunks(deleteChunk: () => number): Promise<number> {
    for (let total = 0; ; ) {
      const deleted = await writer.transaction(deleteChunk);
      total += deleted;
      if (deleted < EXPIRY_CHUNK) return total;
    }
  }

  return {
    async settle(workspace, ids, at) {
      const { id } = workspaces.find(workspace);
      await writer.transaction(() => {
        for (const row of ids) settle.run(at, row, id);
      });
    },
    async settleUpTo(workspace, client, id, at) {
      await writer.transaction(() => settleUpTo.run(at, workspaces.find(workspace).id, client, id));
    },
    async expire(before) {
      await inChunks(() => forget(forgetDone.all(before)));
      return inChunks(() => forget(dropUndone.all(before)));
    },
  };
}
