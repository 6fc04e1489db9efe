import 'fake-indexeddb/auto';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { afterEach, expect, test } from 'vitest';
import type { Collection } from '../../contract/collection.ts';
import { aLead } from '../../contract/testing/build-document.ts';
import { withoutAdvertisement } from './quiet-console.ts';
import {
  createDesks,
  everyLeadQuery,
  serverDocuments,
  someSurroundings,
  storedDocuments,
  until,
  untilEqual,
  untilRow,
  untilStatus,
} from './testing/a-desk.ts';
import { aServer, contacted, oneLead } from './testing/a-server.ts';
import type { FakeServer } from './testing/fake-server.ts';
import { type AboutToWrite, faultyStorage } from './testing/faulty-storage.ts';
import { untilAborted } from './testing/until-aborted.ts';

// The desk over a real store, against restarts, restored servers, broken lines and kills.

console.warn = withoutAdvertisement(console.warn);

const desks = createDesks();
afterEach(() => desks.stopAll());

test('given a restart with another token, pulls go on from the stored checkpoint', async () => {
  const server = aServer();
  server.write([['lead', aLead()]]);
  const first = desks.start(someSurroundings(server.fetch));
  await untilStatus(first, 'connected');
  await desks.stop(first);
  server.requests.length = 0;

  const second = desks.start(someSurroundings(server.fetch));
  await second.signIn('another');
  await until(second.status$, ({ syncedAt, connection }) => syncedAt !== undefined && connection === 'connected');
  await expect.poll(() => server.requests.some((path) => path.includes('/replication/lead'))).toBe(true);

  expect(server.requests.filter((path) => path.includes('/replication/lead')).every((path) => path.includes('after=1'))).toBe(true);
});

test('given a stream that broke while documents changed, everything arrives after the reconnect', async () => {
  const server = aServer();
  server.write([['lead', aLead()]]);
  const desk = desks.start(someSurroundings(server.fetch));
  await untilStatus(desk, 'connected');

  server.goDown();
  await untilStatus(desk, 'offline');
  server.write([['lead', aLead({ searches: 7 })]]);
  server.comeUp();

  expect(await untilRow(desk, '39~001', ({ searches }) => searches === 7)).toBeDefined();
});

test('given a server restored from a backup, its replica equals it again, and commands it forgot are given it anew (I5, I6)', async () => {
  const server = aServer();
  server.write([
    ['lead', aLead()],
    ['lead', aLead({ id: 'gone~001', userId: 'gone' })],
  ]);
  const desk = desks.start(someSurroundings(server.fetch));
  await untilStatus(desk, 'connected');
  await desk.patch(oneLead, contacted);
  await untilRow(desk, '39~001', ({ status, pending }) => status === 'contacted' && !pending);

  server.restore('00000000-0000-4000-8000-00000000000b');
  server.write([['lead', aLead()]]);
  server.hangUp();

  await until(desk.leads$(everyLeadQuery), ({ rows }) => rows.every(({ id }) => id === '39~001') && rows.length === 1);
  await expect.poll(() => server.applied).toHaveLength(2);
  expect(new Set(server.applied).size).toBe(1);
  await until(desk.status$, ({ connection, waiting }) => connection === 'connected' && waiting === 0);
  await untilEqual(desk, server);
  await desks.stop(desk);
  expect(await storedDocuments(getRxStorageDexie(), server.workspace)).toEqual(serverDocuments(server));
  expect(server.documents('lead')[0]).toMatchObject({ status: 'contacted' });
});

test('given a server that merely restarted, an outcome is confirmed under its new epoch and the overlay goes', async () => {
  const server = aServer();
  server.write([['lead', aLead()]]);
  const desk = desks.start(someSurroundings(server.fetch));
  await untilStatus(desk, 'connected');
  server.onRequest((path) => (path.includes('/replication/lead') ? 'server.busy' : 'pass'));
  await desk.patch(oneLead, contacted);
  await until(desk.status$, ({ waiting }) => waiting === 0);

  server.restart('00000000-0000-4000-8000-00000000000b');
  server.hangUp();
  server.onRequest(() => 'pass');

  await untilRow(desk, '39~001', ({ status, pending }) => status === 'contacted' && !pending);
  await expect.poll(() => server.batches.length).toBe(2);
  server.write([['lead', aLead({ status: 'won' })]]);
  expect(await untilRow(desk, '39~001', ({ status }) => status === 'won')).toBeDefined();
  expect(server.applied).toHaveLength(1);
});

test.each([1, 2, 3, 4, 5, 6, 8])(
  'given the process is killed before its %i. write, the next one ends equal to the server, with every command (I5, I6)',
  async (killedAt) => {
    const server = aServer();
    server.write(Array.from({ length: 30 }, (_, i) => ['lead' as Collection, aLead({ userId: `u${i}`, id: `u${i}~001` })]));
    let writes = 0;
    let killed = false;
    const beforeWrite = async ({ collection }: AboutToWrite) => {
      if (collection === '_rxdb_internal') return undefined; // RxDB's own list of collections, written while opening
      writes++;
      killed ||= writes >= killedAt;
      return killed ? ('lost' as const) : undefined;
    };
    const fetchUntilKilled: FakeServer['fetch'] = (path, init) => (killed ? untilAborted(init.signal) : server.fetch(path, init));
    const storage = faultyStorage(getRxStorageDexie(), beforeWrite, `dying ${killedAt}`);
    const victim = desks.start(someSurroundings(fetchUntilKilled, { storage }));
    const connected = untilStatus(victim, 'connected').then(() => victim.patch({ kind: 'ids', ids: ['u1~001'] }, contacted));
    connected.catch(() => undefined); // it may be killed before
    await expect.poll(() => killed).toBe(true);
    await desks.stop(victim); // nothing is written any more: this only gives its connections back

    const next = desks.start(someSurroundings(server.fetch));
    await until(next.status$, ({ connection, waiting }) => connection === 'connected' && waiting === 0);
    await next.patch({ kind: 'ids', ids: ['u2~001'] }, contacted);
    await untilRow(next, 'u2~001', ({ status, pending }) => status === 'contacted' && !pending);
    await untilEqual(next, server);
    await desks.stop(next);

    expect(await storedDocuments(getRxStorageDexie(), server.workspace)).toEqual(serverDocuments(server));
    expect(new Set(server.applied).size).toBe(server.applied.length);
  },
);
