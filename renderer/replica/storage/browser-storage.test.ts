import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { type getDexieDbWithTables, getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openReplicaDatabase, type ReplicaDatabase, readAll } from '../open-database.ts';
import { readChunk } from '../read-chunk.ts';
import type { StoredPage } from '../replica-store.ts';
import { replicateByRxdb } from '../rxdb-replication.ts';
import { browserStorage } from './browser-storage.ts';

let opened = 0;
const anAccount = () => ({ workspace: 'storing', member: `member-${++opened}` });

const anyIds = fc.uniqueArray(
  fc.nat(12).map((i) => `u${i}`),
  { maxLength: 6 },
);
const anyStep = fc.oneof(
  fc.record({ does: fc.constant('put' as const), ids: anyIds, value: fc.nat(9) }),
  fc.record({ does: fc.constant('remove' as const), ids: anyIds }),
  fc.record({ does: fc.constant('reopen' as const) }),
);
type Step = typeof anyStep extends fc.Arbitrary<infer S> ? S : never;

const all = async (database: ReplicaDatabase) => {
  const read: object[] = [];
  await readAll(database.lead, (some) => void read.push(...some));
  return read;
};

/** What a store says after each step. */
async function told(storage: Parameters<typeof openReplicaDatabase>[0], steps: readonly Step[]): Promise<unknown[]> {
  const account = anAccount();
  let database = await openReplicaDatabase(storage, account);
  const said: unknown[] = [];
  for (const step of steps) {
    if (step.does === 'put') {
      const { error } = await database.lead.bulkUpsert(step.ids.map((id) => ({ id, body: { id, value: step.value } })));
      expect(error).toEqual([]);
    } else if (step.does === 'remove') await database.lead.bulkRemove([...step.ids]);
    else {
      await database.close();
      database = await openReplicaDatabase(storage, account);
    }
    const found = await database.lead.storageInstance.findDocumentsById(['u1', 'u2', 'never'], true);
    said.push([await all(database), found.map(({ id, body, _deleted }) => ({ id, body, _deleted }))]);
  }
  await database.close();
  return said;
}

describe("the browser's storage", () => {
  afterEach(() => void vi.restoreAllMocks());

  test("given any writes, removals and reopenings, it says what RxDB's own storage says", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 8 }), async (steps) => {
        expect(await told(browserStorage(), steps)).toEqual(await told(getRxStorageDexie(), steps));
      }),
      { numRuns: 8 },
    );
  });

  test('given more documents that were removed than are read at once, those between and behind them are read in order', async () => {
    const database = await openReplicaDatabase(browserStorage(), anAccount());
    const ids = Array.from({ length: 12 }, (_, i) => `u${String(i).padStart(2, '0')}`);
    await database.lead.bulkUpsert(ids.map((id) => ({ id, body: {} })));
    await database.lead.bulkRemove(ids.filter((_, i) => i % 4 !== 0));

    const firstTwo = await readChunk(database.lead, '', 2);
    const rest = await readChunk(database.lead, 'u04', 2);

    expect([firstTwo.map(({ id }) => id), rest.map(({ id }) => id)]).toEqual([['u00', 'u04'], ['u08']]);
    await database.close();
  });

  test('given a query of any other kind, it is answered as by an index', async () => {
    const answers = async (storage: Parameters<typeof openReplicaDatabase>[0]) => {
      const database = await openReplicaDatabase(storage, anAccount());
      await database.lead.bulkUpsert(['u3', 'u1', 'u2', 'u4'].map((id) => ({ id, body: {} })));
      await database.lead.bulkRemove(['u2']);
      const all = await database.lead.find().exec();
      const some = await database.lead.find({ sort: [{ id: 'desc' }], skip: 1, limit: 1 }).exec();
      await database.close();
      return [all.map(({ id }) => id), some.map(({ id }) => id)];
    };

    expect(await answers(browserStorage())).toEqual(await answers(getRxStorageDexie()));
    expect(await answers(browserStorage())).toEqual([['u1', 'u3', 'u4'], ['u3']]);
  });

  test('given a replica, nothing is kept twice: its stores have no index', async () => {
    const database = await openReplicaDatabase(browserStorage(), anAccount());
    const { dexieTable } = await (database.lead.storageInstance.internals as ReturnType<typeof getDexieDbWithTables>);

    expect(dexieTable.schema.indexes).toEqual([]);
    await database.close();
  });

  test('given a store that is filled for the first time, nothing is read of it; what it was given is', async () => {
    const database = await openReplicaDatabase(browserStorage(), anAccount());
    const reads = vi.spyOn(IDBObjectStore.prototype, 'get');

    await database.lead.bulkUpsert(Array.from({ length: 50 }, (_, i) => ({ id: `u${i}`, body: { value: 1 } })));
    expect(reads).not.toHaveBeenCalled();

    await database.lead.bulkUpsert([{ id: 'u7', body: { value: 2 } }]);
    expect(reads).toHaveBeenCalledWith('u7');
    await database.close();
  });

  test('given a store that was filled before, its documents are found by a new connection', async () => {
    const account = anAccount();
    const before = await openReplicaDatabase(browserStorage(), account);
    await before.lead.bulkUpsert([{ id: 'u1', body: { value: 1 } }]);
    await before.close();

    const database = await openReplicaDatabase(browserStorage(), account);

    const { error } = await database.lead.bulkUpsert([{ id: 'u1', body: { value: 2 } }]);
    expect(error).toEqual([]);
    expect(await all(database)).toEqual([{ id: 'u1', body: { value: 2 } }]);
    await database.close();
  });

  /** A replication whose server says these pages, one each time it is asked. */
  const replicating = (database: ReplicaDatabase, identifier: string, pages: readonly StoredPage[]) => {
    const asked = vi.fn(async () => pages[asked.mock.calls.length - 1] ?? { documents: [], checkpoint: undefined });
    const broken = vi.fn();
    return { asked, broken, replication: replicateByRxdb(database.lead, identifier)({ batchSize: 10, nextPage: asked, broken }) };
  };
  const aPage = (seq: number, value: number): StoredPage => ({
    documents: ['u1', 'u2'].map((id) => ({ id, body: { value }, _deleted: false })),
    checkpoint: { epoch: 'e', seq },
  });

  test('given a replication that looks for news again and again, the store is asked nothing', async () => {
    const database = await openReplicaDatabase(browserStorage(), anAccount());
    const { asked, replication } = replicating(database, 'news', [aPage(1, 1)]);
    await expect.poll(() => replication.storedCheckpoint()).toMatchObject({ seq: 1 });
    const transactions = vi.spyOn(IDBDatabase.prototype, 'transaction');

    for (const times of [2, 3, 4]) {
      replication.resync();
      await expect.poll(() => asked.mock.calls.length).toBe(times);
    }

    expect(asked).toHaveBeenLastCalledWith({ epoch: 'e', seq: 1 }, 10);
    expect(transactions).not.toHaveBeenCalled();
    await replication.end('keep');
    await database.close();
  });

  test('given documents that a page changes, each is read once and written once', async () => {
    const account = anAccount();
    const before = await openReplicaDatabase(browserStorage(), account);
    await before.lead.bulkUpsert(['u1', 'u2'].map((id) => ({ id, body: { value: 0 } })));
    await before.close();
    const database = await openReplicaDatabase(browserStorage(), account);
    const reads = vi.spyOn(IDBObjectStore.prototype, 'get');

    const { broken, replication } = replicating(database, 'pages', [aPage(1, 1)]);
    await expect.poll(() => replication.storedCheckpoint()).toMatchObject({ seq: 1 });

    expect(reads.mock.calls.flat().filter((id) => id === 'u1')).toEqual(['u1']);
    expect(broken).not.toHaveBeenCalled();
    expect(await all(database)).toEqual([1, 2].map((i) => ({ id: `u${i}`, body: { value: 1 } })));
    await replication.end('keep');
    await database.close();
  });

  test('given a document that is changed on the disk by nobody here, whoever reads it again sees that', async () => {
    const database = await openReplicaDatabase(browserStorage(), anAccount());
    await database.lead.bulkUpsert([{ id: 'u1', body: { value: 1 } }]);
    const read = async () => (await database.lead.storageInstance.findDocumentsById(['u1'], false)).map(({ body }) => body);
    const { dexieTable } = await (database.lead.storageInstance.internals as ReturnType<typeof getDexieDbWithTables>);
    const record = await dexieTable.get('u1');
    expect(await read()).toEqual([{ value: 1 }]);

    const docs = dexieTable.db.backendDB().transaction('docs', 'readwrite').objectStore('docs');
    await new Promise((resolve) => {
      docs.put({ ...record, body: { value: 2 } }).onsuccess = resolve;
    });

    expect(await read()).toEqual([{ value: 2 }]);
    await database.close();
  });
});
