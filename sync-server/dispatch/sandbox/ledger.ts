import { DatabaseSync } from '@photostructure/sqlite';
import type { ShownMessage } from '../../../contract/sandbox-ledger.ts';
import { createForOwner } from '../../store/sqlite/database.ts';
import type { SendKey } from '../provider.ts';

export interface Ledger {
  /** Shows a message, once per item and attempt; again is no second one. On the disk when it returns. */
  show(key: SendKey, entry: Pick<ShownMessage, 'userId' | 'shownAt' | 'message'>): void;
  has(key: SendKey): boolean;
  /** Newest first. */
  list(workspace: string, limit: number): readonly ShownMessage[];
  close(): void;
}

const schema = `CREATE TABLE IF NOT EXISTS shown (
  number INTEGER PRIMARY KEY,
  workspace TEXT NOT NULL,
  item_id TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  user_id TEXT NOT NULL,
  shown_at INTEGER NOT NULL,
  message TEXT NOT NULL,
  UNIQUE (workspace, item_id, attempt)
) STRICT`;

type Row = Readonly<{ itemId: string; attempt: number; userId: string; shownAt: number; message: string }>;

/** The sandbox's own file: it stands for machines that are not ours, so it shares no transaction with the store. */
export function openLedger(path: string): Ledger {
  createForOwner(path);
  const database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  database.exec(schema);
  const insert = database.prepare(
    'INSERT INTO shown (workspace, item_id, attempt, user_id, shown_at, message) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const find = database.prepare('SELECT 1 FROM shown WHERE workspace = ? AND item_id = ? AND attempt = ?');
  const newest = database.prepare(
    `SELECT item_id AS itemId, attempt, user_id AS userId, shown_at AS shownAt, message FROM shown
     WHERE workspace = ? ORDER BY number DESC LIMIT ?`,
  );
  return {
    show({ workspace, itemId, attempt }, { userId, shownAt, message }) {
      insert.run(workspace, itemId, attempt, userId, shownAt, JSON.stringify(message));
    },
    has: ({ workspace, itemId, attempt }) => find.get(workspace, itemId, attempt) !== undefined,
    list: (workspace, limit) => (newest.all(workspace, limit) as Row[]).map((row) => ({ ...row, message: JSON.parse(row.message) })),
    close() {
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)'); // statements keep the file open behind `close`, which so leaves the log
      database.close();
    },
  };
}
