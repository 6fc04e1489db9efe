import type { DownMessage } from '../../../contract/down-message.ts';
import { canonicalJson } from '../../../domain/identity/canonical-json.ts';
import type { OutboxRow } from '../port/feed.ts';
import type { Outbox, WaitingRow } from '../port/outbox.ts';
import { type Database, prepare } from './database.ts';
import type { Counters, Workspace, Workspaces } from './workspaces.ts';
import type { Writer } from './writer.ts';

export interface OutboxWrites {
  /** In a write transaction; `counters` learns how wide the row is. */
  queue(workspace: Workspace, row: OutboxRow, counters: Counters): void;
}

export function outboxWrites(database: Database, now: () => number): OutboxWrites {
  const insert = prepare(
    database,
    'INSERT INTO outbox (workspace, client, messages, first_position, last_position, created_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  return {
    queue({ id }, { client, messages, answers }, counters) {
      if (messages.length === 0) return;
      insert.run(id, client, canonicalJson(messages), answers?.first ?? null, answers?.last ?? null, now());
      if (answers) counters.widestAnswer = Math.max(counters.widestAnswer, answers.last - answers.first);
    },
  };
}

/** Rows forgotten in one transaction, so that nothing waits long behind an expiry. */
const EXPIRY_CHUNK = 1_000;

type StoredRow = Readonly<{ id: number; client: string; messages: string }>;

export function outboxOf(reader: Database, database: Database, writer: Writer, workspaces: Workspaces): Outbox {
  const waiting = prepare<StoredRow>(
    reader,
    'SELECT id, client, messages FROM outbox WHERE workspace = ? AND client = ? AND done_at IS NULL AND id > ? ORDER BY id LIMIT ?',
  );
  const settle = prepare(database, 'UPDATE outbox SET done_at = ? WHERE id = ? AND workspace = ? AND done_at IS NULL');
  const settleUpTo = prepare(database, 'UPDATE outbox SET done_at = ? WHERE workspace = ? AND client = ? AND id <= ? AND done_at IS NULL');
  const chunkOf = (where: string) =>
    prepare(database, `DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE ${where} LIMIT ${EXPIRY_CHUNK})`);
  const forgetDone = chunkOf('done_at < ?');
  const dropUndone = chunkOf('done_at IS NULL AND created_at < ?');

  /** Until nothing is left, a chunk a transaction. */
  async function inChunks(deleteChunk: () => number): Promise<number> {
    for (let total = 0; ; ) {
      const deleted = await writer.transaction(deleteChunk);
      total += deleted;
      if (deleted < EXPIRY_CHUNK) return total;
    }
  }

  return {
    async waiting(workspace, client, afterId, limit) {
      return waiting.all(workspaces.find(workspace).id, client, afterId, limit).map(toWaiting);
    },
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
      await inChunks(() => forgetDone.run(before));
      return inChunks(() => dropUndone.run(before));
    },
  };
}

const toWaiting = ({ id, client, messages }: StoredRow): WaitingRow => ({ id, client, messages: JSON.parse(messages) as DownMessage[] });
