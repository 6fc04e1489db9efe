import {
  createRxDatabase,
  fillWithDefaultSettings,
  normalizeMangoQuery,
  prepareQuery,
  type RxCollection,
  type RxDatabase,
  type RxDatabaseCreator,
  type RxJsonSchema,
} from 'rxdb/plugins/core';
import { type Collection, collections } from '../../contract/collection.ts';
import type { ReplicaStore, Stored, StoredCollection } from './replica-store.ts';
import { replicateByRxdb } from './rxdb-replication.ts';
import { type Account, accountId } from './session-memory.ts';

/** Raised when what is stored changes shape: the read models are a cache, so a new database is filled anew, never migrated. */
const schemaVersion = 1;

/** The longest id is a lead's: two identifiers of 64 and a `~`. */
const longestId = 160;

const storedSchema: RxJsonSchema<Stored> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: { type: 'string', maxLength: longestId }, body: { type: 'object', additionalProperties: true } },
  required: ['id'],
};

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
export const openReplicaDatabase = (storage: Storage, account: Account): Promise<ReplicaDatabase> =>
  open(`talklens-replica-${schemaVersion}-${accountId(account)}`, storage, [...collections, 'command'] as const);

/** An open database as the replica uses it. */
export const toReplicaStore = (database: ReplicaDatabase, workspace: string): ReplicaStore => ({
  collections: database,
  replicate: (name) => replicateByRxdb(database[name], workspace),
  close: () => database.close(),
});

/** What this machine remembers beyond one account. */
export const openSessionDatabase = (storage: Storage): Promise<RxDatabase<{ session: RxStoredCollection }>> =>
  open(`talklens-session-${schemaVersion}`, storage, ['session'] as const);

const chunk = 5_000;

/** As RxDB fills it in: what its queries are prepared with. */
const filledSchema = fillWithDefaultSettings(storedSchema);

/** Every live document of a collection by id, in chunks; past RxDB's documents and query cache, which would hold all of them for good. */
export async function readAll({ storageInstance }: StoredCollection, take: (documents: readonly Stored[]) => void): Promise<void> {
  let after = '';
  for (;;) {
    const selector = { _deleted: { $eq: false }, id: { $gt: after } };
    const query = normalizeMangoQuery<Stored>(filledSchema, { selector, sort: [{ id: 'asc' }], limit: chunk });
    const { documents } = await storageInstance.query(prepareQuery(filledSchema, query));
    take(documents.map(({ id, body }) => ({ id, body })));
    const last = documents.at(-1);
    if (!last || documents.length < chunk) return;
    after = last.id;
  }
}
