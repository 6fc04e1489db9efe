import { failed, ok, type Result } from '../../../contract/result.ts';
import type { Store } from '../port/store.ts';
import { checkpoint, type Database, makeWriter, openFile, openReader } from './database.ts';
import { knowsSchema, migrate } from './schema.ts';
import { readsOn } from './store-reads.ts';
import { type Made, writesOn } from './store-writes.ts';
import { holdWriterGuard } from './writer-guard.ts';

export type SqliteOptions = Readonly<{
  /** The database file; its folder is there. Beside it stand `-wal`, `-shm` and `.lock`. */
  path: string;
}> &
  Made;

/**
 * Opens the embedded store, brings its schema up to date and appends this writer's epochs. Refused with `store.locked` while
 * another process writes the file, and with `store.newerSchema`, touching nothing, where a newer program has written it.
 */
export async function openSqliteStore(options: SqliteOptions): Promise<Result<Store>> {
  const guard = holdWriterGuard(options.path);
  if (!guard) return failed('store.locked');

  const opened: Closable[] = [{ close: () => guard.release() }];
  try {
    const database = openFile(options.path);
    opened.push(database);
    if (!knowsSchema(database)) {
      closeAll(opened);
      return failed('store.newerSchema');
    }
    makeWriter(database);
    opened.push({ close: () => checkpoint(database) });
    migrate(database);
    const reader = openReader(options.path);
    opened.push(reader);
    return ok(await storeOn(database, reader, options, () => closeAll(opened)));
  } catch (cause) {
    closeAll(opened);
    throw cause;
  }
}

type Closable = Readonly<{ close(): void }>;

/** Last opened, first closed, each even where another one fails. */
function closeAll(opened: Closable[]): void {
  const part = opened.pop();
  if (!part) return;
  try {
    part.close();
  } finally {
    closeAll(opened);
  }
}

/** Puts the parts together over a migrated database. `closed` runs after the last write, once for each close. */
export async function storeOn(database: Database, reader: Database, options: SqliteOptions, closed: () => void): Promise<Store> {
  const { log, feed, outbox, credentials, models, stop } = await writesOn(database, options);
  const reads = readsOn(reader);
  return {
    log: { ...reads.log, ...log },
    feed: { ...reads.feed, ...feed },
    outbox: { ...reads.outbox, ...outbox },
    credentials: { ...reads.credentials, ...credentials },
    models: { ...reads.models, ...models },
    audit: reads.audit,
    async close() {
      await stop();
      closed();
    },
  };
}
