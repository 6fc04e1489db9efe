import type { BulkWriteRow, RxDocumentData } from 'rxdb/plugins/core';
import type { RxStoredCollection } from './open-database.ts';
import { readChunk } from './read-chunk.ts';
import type { DiskWrite, Records, Stored } from './replica-store.ts';

type Kept = RxDocumentData<Stored>;
type Storage = RxStoredCollection['storageInstance'];

const writtenBy = 'talklens-records';

/** A collection's records through RxDB's storage, past its documents and caches; who follows the collection hears of what is written. */
export const rxdbRecords = (collection: RxStoredCollection): Records => ({
  after: (id, limit) => readChunk(collection, id, limit),
  read: async (ids) => {
    const kept = await keptOf(collection.storageInstance, ids);
    return new Map([...kept].filter(([, { _deleted }]) => !_deleted).map(([id, { body }]) => [id, { id, body }]));
  },
  write: (writes) => writeAll(collection.storageInstance, writes),
});

/** Tombstones too. */
async function keptOf(storage: Storage, ids: readonly string[]): Promise<Map<string, Kept>> {
  const kept = await storage.findDocumentsById([...ids], true);
  return new Map(kept.map((each) => [each.id, each]));
}

async function writeAll(storage: Storage, writes: readonly DiskWrite[]): Promise<void> {
  const known = writes.filter(({ fresh }) => !fresh).map(({ id }) => id);
  const previous = known.length > 0 ? await keptOf(storage, known) : new Map<string, Kept>();
  const unwritable = [...previous.values()].filter((each) => !hasRevision(each)).map(({ id }) => id);
  if (unwritable.length > 0) await dropRecords(storage, unwritable);
  for (const id of unwritable) previous.delete(id);

  const rows = writes.flatMap((write) => rowOf(write, previous.get(write.id)));
  const { error } = rows.length > 0 ? await storage.bulkWrite(rows, writtenBy) : { error: [] };
  if (error.length > 0) throw new Error('the local store refused a write', { cause: error[0] });
}

/** RxDB fills in revision and time. */
function rowOf({ id, body }: DiskWrite, previous: Kept | undefined): BulkWriteRow<Stored>[] {
  if (!body && !previous) return [];
  const document = { id, body: body ?? {}, _deleted: !body, _attachments: {}, _meta: { lwt: 1 }, _rev: '' };
  return [previous ? { previous, document } : { document }];
}

const revision = /^\d+-./;
const hasRevision = ({ _rev }: Kept): boolean => typeof _rev === 'string' && revision.test(_rev);

/** As much of the inside of RxDB's Dexie storage as is needed: the version is pinned, and a test watches it. */
type DexieInside = Readonly<{ dexieTable: Readonly<{ bulkDelete: (ids: readonly string[]) => Promise<void> }> }>;

/** RxDB refuses for good to write over a record that has lost its revision: it is taken out beneath it. */
async function dropRecords({ internals }: Storage, ids: readonly string[]): Promise<void> {
  const inside: unknown = await internals;
  if (!isDexie(inside)) throw new Error('a record without a revision, in a storage that is not Dexie');
  await inside.dexieTable.bulkDelete(ids);
}

const isDexie = (inside: unknown): inside is DexieInside => typeof inside === 'object' && inside !== null && 'dexieTable' in inside;
