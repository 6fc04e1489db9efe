import { addRxPlugin } from 'rxdb/plugins/core';
import { disableWarnings, RxDBDevModePlugin } from 'rxdb/plugins/dev-mode';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { wrappedValidateAjvStorage } from 'rxdb/plugins/validate-ajv';
import { afterEach, beforeAll, expect, test } from 'vitest';
import type { Lead } from '../../contract/lead.ts';
import type { Checkpoint } from '../../contract/replication.ts';
import { aLead } from '../../contract/testing/build-document.ts';
import { canonicalJson } from '../../domain/identity/canonical-json.ts';
import { createApi } from './api.ts';
import { openReplicaDatabase, type ReplicaDatabase, readAll } from './open-database.ts';
import { type Pull, startPull } from './pull-collection.ts';
import { replicateByRxdb } from './rxdb-replication.ts';
import { createFakeServer, type FakeServer } from './testing/fake-server.ts';
import { type AboutToWrite, faultyStorage, unreadableStorage } from './testing/faulty-storage.ts';
import { waitFor } from './wait-for.ts';

// RxDB's dev-mode checks schemas and writes as production does not; it is for tests only.
beforeAll(() => {
  disableWarnings();
  addRxPlugin(RxDBDevModePlugin);
});

const running: { pull: Pull; database: ReplicaDatabase }[] = [];
afterEach(async () => {
  for (const { pull, database } of running.splice(0)) {
    await pull.stop();
    await database.close();
  }
});

const manyLeads = (count: number): Lead[] => Array.from({ length: count }, (_, i) => aLead({ userId: `u${i}`, id: `u${i}~001` }));
const write = (server: FakeServer, leads: readonly Lead[]) => server.write(leads.map((lead) => ['lead', lead]));

let made = 0;

/** One real pull of `lead` into a real RxDB, from a fake server. */
async function aPull(
  server: FakeServer,
  before: (write: AboutToWrite) => Promise<unknown> = async () => undefined,
  readFails: (collection: string) => boolean = () => false,
) {
  const faulty = faultyStorage(wrappedValidateAjvStorage({ storage: getRxStorageMemory() }), (write) =>
    before(write).then(() => undefined),
  );
  const storage = unreadableStorage(faulty, readFails);
  const database = await openReplicaDatabase(storage, { workspace: `test${++made}`, member: 'owner' });
  const reached: { checkpoint: Checkpoint; end: boolean }[] = [];
  const asked: string[] = [];
  const failures: unknown[] = [];
  const waits: number[] = [];
  let resyncs = 0;
  const pull = startPull({
    name: 'lead',
    replicate: replicateByRxdb(database.lead, 'shop'),
    api: createApi({ fetch: server.fetch, wait: waitFor }),
    connection: { whenConnected: async () => undefined },
    surroundings: {
      wait: (ms, signal) => {
        waits.push(ms);
        return waitFor(Math.min(ms, 10), signal);
      },
      random: Math.random,
    },
    onReached: (checkpoint, end) => void reached.push({ checkpoint, end }),
    onPage: (ids) => void asked.push(...ids),
    fromZero: () => true,
    onResync: () => void resyncs++,
    onStoreFailed: (code) => void failures.push(code),
  });
  running.push({ pull, database });
  const stored = async (): Promise<Map<string, object>> => {
    const documents = new Map<string, object>();
    await readAll(database.lead, (some) => some.map(({ id, body }) => documents.set(id, body)));
    return documents;
  };
  const atEnd = () =>
    expect.poll(() => reached.at(-1)?.checkpoint.seq === server.head('lead') && reached.at(-1)?.end, { timeout: 10_000 }).toBe(true);
  return { pull, stored, reached, failures, waits, atEnd, resyncs: () => resyncs };
}

const pullRequests = (server: FakeServer) => server.requests.filter((path) => path.includes('/replication/lead'));

test('given more than one page, stores every document byte for byte (I5)', async () => {
  const server = createFakeServer();
  write(server, manyLeads(4_100));

  const { stored, atEnd } = await aPull(server);
  await atEnd();

  const documents = await stored();
  expect(documents.size).toBe(4_100);
  expect(canonicalJson(documents.get('u7~001'))).toBe(canonicalJson(aLead({ userId: 'u7', id: 'u7~001' })));
});

const placesAsked = (server: FakeServer) =>
  pullRequests(server).map((path) => Number(new URL(path, 'http://desk').searchParams.get('after')));

test('given the store refuses one write, starts over from what is stored, steps over nothing and loses nothing', async () => {
  const server = createFakeServer();
  write(server, manyLeads(4_100));
  let writes = 0;

  const { stored, atEnd, failures } = await aPull(server, async ({ collection, context }) => {
    if (collection !== 'lead' || !context.startsWith('replication') || ++writes !== 2) return;
    await waitFor(20, new AbortController().signal); // time for the next page to be asked for, were there no gate
    throw new Error('QuotaExceededError');
  });
  await atEnd();

  expect((await stored()).size).toBe(4_100);
  expect(placesAsked(server)).toEqual([0, 2_000, 4_000, 2_000, 4_000]);
  expect(failures).toContain('replica.storage');
  expect(failures.at(-1)).toBeUndefined();
});

test('given the store refuses to write a checkpoint, starts over, loses nothing and leaves no rejection behind', async () => {
  const server = createFakeServer();
  write(server, manyLeads(4_100));
  let checkpoints = 0;

  const { stored, atEnd, failures } = await aPull(server, async ({ context }) => {
    if (context === 'replication-set-checkpoint' && ++checkpoints === 1) throw new Error('AbortError');
  });
  await atEnd();

  expect((await stored()).size).toBe(4_100);
  expect(failures).toContain('replica.storage');
});

test('given a store that refuses every page after the first, it is tried ever more slowly, and says so all the while', async () => {
  const server = createFakeServer();
  write(server, manyLeads(2_100));
  let writes = 0;

  const { failures, waits } = await aPull(server, async ({ collection, context }) => {
    if (collection === 'lead' && context.startsWith('replication') && ++writes > 1) throw new Error('QuotaExceededError');
  });

  await expect.poll(() => Math.max(...waits), { timeout: 10_000 }).toBeGreaterThan(4_000);
  expect(failures.lastIndexOf(undefined)).toBeLessThan(failures.indexOf('replica.storage'));
});

test('given the store cannot read the checkpoint when looking for news, starts over instead of standing still', async () => {
  const server = createFakeServer();
  write(server, manyLeads(3));
  let broken = false;
  const { pull, stored, atEnd } = await aPull(
    server,
    async () => undefined,
    (collection) => {
      const fails = broken && collection.startsWith('rx-replication-meta');
      if (fails) broken = false;
      return fails;
    },
  );
  await atEnd();

  write(server, manyLeads(5).slice(3));
  broken = true;
  pull.resync();
  await atEnd();

  expect((await stored()).size).toBe(5);
});

test('given a slow store, one page is asked for ahead of the one that is being stored, and no more', async () => {
  const server = createFakeServer();
  write(server, manyLeads(6_100));
  let letGo: () => void = () => undefined;
  const slow = new Promise<void>((resolve) => {
    letGo = resolve;
  });

  const { stored, atEnd } = await aPull(server, ({ collection, context }) =>
    collection === 'lead' && context.startsWith('replication') ? slow : Promise.resolve(),
  );
  await expect.poll(() => pullRequests(server).length).toBe(2);
  await waitFor(50, new AbortController().signal); // time for a third page to be asked for, were there no gate
  expect(pullRequests(server)).toHaveLength(2);
  letGo();
  await atEnd();

  expect((await stored()).size).toBe(6_100);
  expect(placesAsked(server)).toEqual([0, 2_000, 4_000, 6_000]);
});

test('given news after the last page was asked for ahead, it is asked for again and the news is pulled', async () => {
  const server = createFakeServer();
  write(server, manyLeads(3));
  const { pull, stored, atEnd } = await aPull(server);
  await atEnd();
  let letGo: () => void = () => undefined;
  const slow = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const working = pull.whileStill(() => slow);
  write(server, manyLeads(2_103).slice(3));
  pull.resync();
  const asked = pullRequests(server).length;
  await expect.poll(() => pullRequests(server).length).toBe(asked + 2);

  write(server, manyLeads(2_104).slice(2_103));
  pull.resync();
  letGo();
  await working;
  await atEnd();

  expect((await stored()).size).toBe(2_104);
});

test('given a poison document in a full page, it is put aside and the pull goes on', async () => {
  const server = createFakeServer();
  const leads = manyLeads(2_500);
  write(server, leads);
  server.write([['lead', { ...aLead({ userId: 'bad', id: 'bad~001' }), searches: 'many' } as never]]);
  write(server, manyLeads(2_600).slice(2_500));

  const { stored, atEnd } = await aPull(server);
  await atEnd();

  const documents = await stored();
  expect(documents.size).toBe(2_601);
  expect(documents.get('bad~001')).toHaveProperty('unreadable');
  expect(pullRequests(server).length).toBeLessThan(6);
});

test('given a tombstone, the document goes; given the same id again, it comes back', async () => {
  const server = createFakeServer();
  write(server, manyLeads(2));
  const { pull, stored, atEnd } = await aPull(server);
  await atEnd();

  server.write([['lead', aLead({ userId: 'u0', id: 'u0~001' }), 'deleted']]);
  pull.resync();
  await atEnd();
  expect([...(await stored()).keys()]).toEqual(['u1~001']);

  write(server, [aLead({ userId: 'u0', id: 'u0~001', searches: 9 })]);
  pull.resync();
  await atEnd();
  expect((await stored()).get('u0~001')).toMatchObject({ searches: 9 });
});

test('given the longest ids that the contract allows, they are stored', async () => {
  const server = createFakeServer();
  const userId = 'u'.repeat(64);
  const productId = 'p'.repeat(64);
  write(server, [aLead({ userId, productId, id: `${userId}~${productId}` })]);

  const { stored, atEnd } = await aPull(server);
  await atEnd();

  expect((await stored()).size).toBe(1);
});

test('given requests that fail now and then, backs off and gets everything', async () => {
  const server = createFakeServer();
  write(server, manyLeads(2_100));
  let asked = 0;
  server.onRequest(() => (++asked % 3 === 0 ? 'pass' : asked % 3 === 1 ? 'refuse' : 'server.busy'));

  const { stored, atEnd, failures } = await aPull(server);
  await atEnd();

  expect((await stored()).size).toBe(2_100);
  expect(failures).not.toContain('replica.storage');
});

test('given a checkpoint that the server does not know, says so and asks no more', async () => {
  const server = createFakeServer();
  write(server, manyLeads(1));
  const { pull, atEnd, resyncs } = await aPull(server);
  await atEnd();

  server.restore('00000000-0000-4000-8000-00000000000b');
  pull.resync();
  await expect.poll(resyncs).toBe(1);
  const before = pullRequests(server).length;
  pull.resync();

  await waitFor(50, new AbortController().signal); // time for another request, were there one
  expect(pullRequests(server)).toHaveLength(before);
});
