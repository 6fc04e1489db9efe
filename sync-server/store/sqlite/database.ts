import { closeSync, openSync } from 'node:fs';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';

export type Database = DatabaseSyncInstance;

type Bound = number | string | Uint8Array | null;

/** One prepared statement, kept for the life of its connection. `Row` is what its SELECT list says. */
export interface Statement<Row> {
  /** How many rows it wrote. */
  run(...values: readonly Bound[]): number;
  get(...values: readonly Bound[]): Row | undefined;
  all(...values: readonly Bound[]): readonly Row[];
}

/** How long a statement waits for another program that looks into the file, e.g. a shell; it blocks the process. */
const BUSY_TIMEOUT_MS = 250;
const OWNER_ONLY = 0o600;

/** Opens the file, made if it is not there; changes nothing in it. */
export function openFile(path: string): Database {
  createForOwner(path);
  return new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
}

/** 64 MiB of write-ahead log: pages that change often are copied into the file less often, and a start still reads it at once. */
const CHECKPOINT_PAGES = 16_000;
const CACHE_KIB = 65_536;

/** Makes this the connection that writes: a commit returns when it is fsynced (I1), and readers are not shut out. */
export function makeWriter(database: Database): void {
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  database.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}; PRAGMA cache_size = -${CACHE_KIB};`);
}

/**
 * Brings everything into the file itself, so that a copy of it alone is whole once the store is closed. SQLite would do so when
 * its last connection closes, but statements cannot be finalised here, so that waits for the garbage collector.
 */
export const checkpoint = (database: Database): void => database.exec('PRAGMA wal_checkpoint(TRUNCATE)');

/** A connection that only reads: each snapshot is the last commit, whatever the writer is doing. */
export const openReader = (path: string): Database => new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS });

/** SQLite gives the files beside it (`-wal`, `-shm`) the mode of the database, so nobody else reads them either. */
export function createForOwner(path: string): void {
  try {
    closeSync(openSync(path, 'wx', OWNER_ONLY));
  } catch (cause) {
    // It must not be opened and closed if it is there: that would drop this process's POSIX locks on it.
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  }
}

export function prepare<Row = never>(database: Database, sql: string): Statement<Row> {
  const statement = database.prepare(sql);
  return {
    run: (...values) => statement.run(...values).changes,
    get: (...values) => statement.get(...values) as Row | undefined,
    all: (...values) => statement.all(...values) as Row[],
  };
}

/** Several reads of one moment. `read` must not await: the connection is shared. */
export function snapshot<T>(reader: Database, read: () => T): T {
  reader.exec('BEGIN');
  try {
    return read();
  } finally {
    reader.exec('COMMIT');
  }
}
