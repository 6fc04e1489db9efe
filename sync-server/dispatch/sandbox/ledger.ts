import { DatabaseSync } from '@photostructure/sqlite';
import { isShown, type Ledger, type LedgerEntry, type LedgerKey, type TakenMessage } from '../../store/port/ledger.ts';
import { createForOwner } from '../../store/sqlite/database.ts';

const schema = `CREATE TABLE IF NOT EXISTS taken (
  number INTEGER PRIMARY KEY,
  workspace TEXT NOT NULL,
  item_id TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  user_id TEXT NOT NULL,
  taken_at INTEGER NOT NULL,
  ending TEXT NOT NULL,
  shown INTEGER NOT NULL,
  message TEXT NOT NULL,
  UNIQUE (workspace, item_id, attempt)
) STRICT;
CREATE INDEX IF NOT EXISTS taken_at ON taken (workspace, taken_at);
CREATE INDEX IF NOT EXISTS taken_shown ON taken (workspace, number) WHERE shown = 1;
CREATE TABLE IF NOT EXISTS ruled_out (
  workspace TEXT NOT NULL,
  item_id TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  PRIMARY KEY (workspace, item_id, attempt)
) STRICT`;

type Row = Readonly<{ itemId: string; attempt: number; userId: string; shownAt: number; message: string }>;

export type LedgerFile = Ledger & Readonly<{ close(): void }>;

/** The sandbox's own file, of a server that has its store for itself: no other process comes between two statements. */
export function openLedger(path: string): LedgerFile {
  createForOwner(path);
  const database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  database.exec(schema);
  const insert = database.prepare(
    `INSERT INTO taken (workspace, item_id, attempt, user_id, taken_at, ending, shown, message)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const find = database.prepare('SELECT 1 FROM taken WHERE workspace = ? AND item_id = ? AND attempt = ?');
  const between = database.prepare(
    `SELECT item_id AS itemId, attempt, taken_at AS at, ending FROM taken
     WHERE workspace = ? AND taken_at > ? AND taken_at <= ? ORDER BY taken_at, number`,
  );
  const newest = database.prepare(
    `SELECT item_id AS itemId, attempt, user_id AS userId, taken_at AS shownAt, message FROM taken
     WHERE workspace = ? AND shown = 1 ORDER BY number DESC LIMIT ?`,
  );
  const ruleOut = database.prepare('INSERT INTO ruled_out (workspace, item_id, attempt) VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  const findRuledOut = database.prepare('SELECT 1 FROM ruled_out WHERE workspace = ? AND item_id = ? AND attempt = ?');

  function take(workspace: string, { itemId, attempt, userId, at, ending, message }: LedgerEntry): boolean {
    if (findRuledOut.get(workspace, itemId, attempt) !== undefined) return false;
    insert.run(workspace, itemId, attempt, userId, at, ending, Number(isShown(ending)), JSON.stringify(message));
    return true;
  }

  function wasTaken(workspace: string, { itemId, attempt }: LedgerKey): boolean {
    if (find.get(workspace, itemId, attempt) !== undefined) return true;
    ruleOut.run(workspace, itemId, attempt);
    return false;
  }

  return {
    take: async (workspace, entries) => atOnce(database, () => entries.map((entry) => take(workspace, entry))),
    wereTaken: async (workspace, keys) => atOnce(database, () => keys.map((key) => wasTaken(workspace, key))),
    takenBetween: async (workspace, after, until) => between.all(workspace, after, until) as TakenMessage[],
    list: async (workspace, limit) => (newest.all(workspace, limit) as Row[]).map((row) => ({ ...row, message: JSON.parse(row.message) })),
    close() {
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)'); // statements keep the file open behind `close`, which so leaves the log
      database.close();
    },
  };
}

/** One commit, and so one fsync, for all that `work` writes. */
function atOnce<T>(database: InstanceType<typeof DatabaseSync>, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const done = work();
    database.exec('COMMIT');
    return done;
  } catch (cause) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw cause;
  }
}
