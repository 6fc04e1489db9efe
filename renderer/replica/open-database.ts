import { createRxDatabase, type RxCollection, type RxDatabase, type RxDatabaseCreator, removeRxDatabase } from 'rxdb/plugins/core';
import { type Collection, collections } from '../../contract/collection.ts';
import { readChunk } from './read-chunk.ts';
import type { ReplicaStore, Stored, StoredCollection } from './replica-store.ts';
import { rxdbRecords } from './rxdb-records.ts';
import { replicateByRxdb } from './rxdb-replication.ts';
import { type Account, accountId } from './session-memory.ts';
import { storedSchema } from './stored-schema.ts';

/**
 * Raised when what is stored changes shape. The read models are a cache, so a new database is filled anew, never migrated; commands are carried over
 * (`upgrade/open-upgraded.ts`).
 */
export const replicaSchema = 2;

export type RxStoredCollection = RxCollection<Stored>;
export type ReplicaCollections = Readonly<Record<Collection | 'command', RxStoredCollection>>;
export type ReplicaDatabase = RxDatabase<ReplicaCollections>;

type Storage = RxDatabaseCreator['storage'];

/** A database that could not be opened whole is closed again: RxDB opens none twice, so that it could never be tried anew. */
async function open<C extends string>(name: string, storage: Storage, names: readonly C[]) {
  const database = await createRxDatabase<Record<C, RxStoredCollection>>({ name, storage, multiInstance: false, eventReduce: false });
  try {
    await database.addCollections(Object.fromEntries(names.map((each) => [each, { schema: storedSchema }])) as never);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** An account's ten read models and its local `command`, which another member never sends (I9): with `session` twelve of the thirteen that RxDB's free core opens. */
export const openReplicaDatabase = (storage: Storage, account: Account, schema = replicaSchema): Promise<ReplicaDatabase> =>
  open(databaseName(account, schema), storage, [...collections, 'command'] as const);

const databaseName = (account: Account, schema: number) => `talklens-replica-${schema}-${accountId(account)}`;

/** The commands of an account's database of another version. */
export async function readCommandsOf(storage: Storage, account: Account, schema: number): Promise<readonly Stored[]> {
  const database = await open(databaseName(account, schema), storage, ['command'] as const);
  const found: Stored[] = [];
  try {
    await readAll(database.command, (some) => void found.push(...some));
  } finally {
    await database.close();
  }
  return found;
}

/** Removes an account's database of another version, and whatever is in it; one that is gone already, too. */
export const removeDatabaseOf = (storage: Storage, account: Account, schema: number): Promise<unknown> =>
  removeRxDatabase(databaseName(account, schema), storage, false);

/** An open database as the replica uses it. */
export const toReplicaStore = (database: ReplicaDatabase, workspace: string): ReplicaStore => ({
  collections: database,
  replicate: (name) => replicateByRxdb(database[name], workspace),
  records: (name) => rxdbRecords(database[name]),
  close: () => database.close(),
});

/** What this machine remembers beyond one account. Its name never changes: it says which version each account's database is of. */
export const openSessionDatabase = (storage: Storage): Promise<RxDatabase<{ session: RxStoredCollection }>> =>
  open('talklens-session-1', storage, ['session'] as const);

const chunk = 5_000;

/** Every live document of a collection by id, in chunks: the next one is read while one is taken. */
export async function readAll(collection: StoredCollection, take: (documents: readonly Stored[]) => void): Promise<void> {
  let reading: Promise<readonly Stored[]> | undefined = readChunk(collection, '', chunk);
  while (reading) {
    const documents: readonly Stored[] = await reading;
    const last = documents.at(-1);
    reading = last && documents.length === chunk ? readChunk(collection, last.id, chunk) : undefined;
    take(documents);
  }
}
