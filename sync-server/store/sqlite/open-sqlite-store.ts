import { failed, ok, type Result } from '../../../contract/result.ts';
import { plainCodec } from '../personal-codec.ts';
import type { Store } from '../port/store.ts';
import { answersOf } from './answers.ts';
import { credentialsOf } from './credentials.ts';
import { checkpoint, type Database, makeWriter, openFile, openReader } from './database.ts';
import { documentMemory } from './document-memory.ts';
import { documentReads, documentsInTransaction } from './documents.ts';
import { epochsOf } from './epochs.ts';
import { eventAppends } from './event-appends.ts';
import { factPlaces } from './fact-places.ts';
import { factReads } from './fact-reads.ts';
import { factWrites } from './fact-writes.ts';
import { feedOf } from './feed.ts';
import { leadLinks } from './lead-links.ts';
import { logOf } from './log.ts';
import { outboxOf, outboxWrites } from './outbox.ts';
import { quarantineReads, quarantineWrites } from './quarantine.ts';
import { recentEvents } from './recent-events.ts';
import { rebuiltIn } from './replace-all.ts';
import { knowsSchema, migrate } from './schema.ts';
import { workspacesOf } from './workspaces.ts';
import { serialWriter } from './writer.ts';
import { holdWriterGuard } from './writer-guard.ts';

export type SqliteOptions = Readonly<{
  /** The database file; its folder is there. Beside it stand `-wal`, `-shm` and `.lock`. */
  path: string;
  now: () => number;
  randomUuid: () => string;
  /** From a cryptographic source: keys and salts are made of it. */
  randomBytes: (size: number) => Uint8Array;
}>;

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
  const { now, randomUuid, randomBytes } = options;
  const memory = documentMemory();
  const places = factPlaces(database);
  const recent = recentEvents();
  const writer = serialWriter(database, () => {
    for (const remembered of [memory, places, recent]) remembered.forget();
  });
  const workspaces = workspacesOf(database);
  const readCounters = workspacesOf(reader).counters;
  const epochs = epochsOf(database);
  const outbox = outboxWrites(database, now);
  const quarantine = quarantineWrites(database);
  const facts = factWrites(database, plainCodec, randomBytes);
  const writing = factReads(database, plainCodec);
  const appendEvents = eventAppends({ facts, places, recent, digestAt: writing.digestAt });
  const documents = documentsInTransaction(database, memory);

  await writer.transaction(() => {
    for (const workspace of workspaces.names().map(workspaces.find)) {
      epochs.append(workspace, randomUuid(), workspaces.counters(workspace).seq + 1);
    }
  });

  return {
    log: logOf({
      writer,
      reader,
      workspaces,
      readCounters,
      appendEvents,
      answers: answersOf(database, outbox),
      outbox,
      quarantine,
      reads: factReads(reader, plainCodec),
      quarantined: quarantineReads(reader),
    }),
    feed: feedOf({
      writer,
      workspaces,
      writing: {
        inTransaction: () => database.isTransaction,
        reads: writing,
        facts,
        places,
        appendEvents,
        recent,
        documents,
        links: leadLinks(database, documents),
        outbox,
        quarantine,
        rebuilt: rebuiltIn(database),
        epochs,
      },
      reading: { database: reader, documents: documentReads(reader), epochs: epochsOf(reader), counters: readCounters },
    }),
    outbox: outboxOf(reader, database, writer, workspaces),
    credentials: credentialsOf({ reader, database, writer, workspaces, epochs, randomUuid, randomBytes }),
    async close() {
      await writer.stop();
      closed();
    },
  };
}
