import 'fake-indexeddb/auto';
import type { RxDatabaseCreator } from 'rxdb/plugins/core';
import { afterEach, expect, test, vi } from 'vitest';
import { collections } from '../../contract/collection.ts';
import { everyLead } from '../../contract/lead-filter.ts';
import { aLead } from '../../contract/testing/build-document.ts';
import { withoutAdvertisement } from './quiet-console.ts';
import { browserStorage } from './storage/browser-storage.ts';
import { createDesks, everyLeadQuery, someSurroundings, until, untilEqual, untilRow, untilStatus } from './testing/a-desk.ts';
import { aServer, contacted, oneLead } from './testing/a-server.ts';

// What RxDB's replication and its free core would do to a desk that used them as they come.

console.warn = withoutAdvertisement(console.warn);

const desks = createDesks();
afterEach(async () => {
  await desks.stopAll();
  vi.unstubAllGlobals();
});

type Storage = RxDatabaseCreator['storage'];

/** Storage of a browser that tells which collections are open and how often anything was read. */
function watchedStorage() {
  const storage = browserStorage() as Storage;
  const open = new Map<string, number>();
  const most = { open: 0 };
  let reads = 0;
  const watched: Storage = {
    ...storage,
    createStorageInstance: async (params) => {
      const instance = await storage.createStorageInstance(params);
      const name = params.collectionName;
      const close = instance.close.bind(instance);
      open.set(name, (open.get(name) ?? 0) + 1);
      most.open = Math.max(most.open, countOf(open));
      instance.close = () => {
        open.set(name, (open.get(name) ?? 1) - 1);
        return close();
      };
      const { query, count, findDocumentsById } = instance;
      Object.assign(instance, {
        query: (...args: Parameters<typeof query>) => ++reads && query.apply(instance, args),
        count: (...args: Parameters<typeof count>) => ++reads && count.apply(instance, args),
        findDocumentsById: (...args: Parameters<typeof findDocumentsById>) => ++reads && findDocumentsById.apply(instance, args),
      });
      return instance;
    },
  };
  return { storage: watched, mostOpen: () => most.open, reads: () => reads };
}

/** RxDB counts collections, not what it keeps for itself beside them. */
const countOf = (open: ReadonlyMap<string, number>) =>
  [...open].filter(([name]) => !/^(_rxdb_internal|rx-replication-meta)/.test(name)).reduce((sum, [, count]) => sum + count, 0);

test('given whole pages of documents that are gone, none of them is short, and the pull goes on to what is there', async () => {
  const server = aServer();
  const gone = Array.from({ length: 4_000 }, (_, i) => aLead({ userId: `g${i}`, id: `g${i}~001` }));
  server.write(gone.map((lead) => ['lead', lead]));
  server.write(gone.map((lead) => ['lead', lead, 'deleted']));
  server.write([['lead', aLead()]]);

  const desk = desks.start(someSurroundings(server.fetch));

  expect(await untilRow(desk, '39~001', () => true)).toBeDefined();
  expect(server.requests.filter((path) => path.startsWith('/v1/replication/lead?')).length).toBeGreaterThan(2);
});

test('given a page that is hidden, its replica is not paused: nobody else would pull', async () => {
  const server = aServer();
  server.write([['lead', aLead()]]);
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  vi.stubGlobal('document', page);
  const desk = desks.start(someSurroundings(server.fetch));
  await untilStatus(desk, 'connected');

  page.visibilityState = 'hidden';
  page.dispatchEvent(new Event('visibilitychange'));
  server.write([['lead', aLead({ searches: 7 })]]);

  expect(await untilRow(desk, '39~001', ({ searches }) => searches === 7)).toBeDefined();
});

test('given a first fill that never ends, nothing waits for it: leads are shown and an act is stored and sent', async () => {
  const server = aServer();
  server.write([['lead', aLead()]]);
  server.onRequest((path) => (path.startsWith('/v1/replication/metric') ? 'server.busy' : 'pass'));

  const desk = desks.start(someSurroundings(server.fetch));
  await until(desk.status$, ({ connection, workspace }) => connection === 'filling' && workspace === server.workspace);
  await untilRow(desk, '39~001', () => true);
  await desk.patch(oneLead, contacted);

  expect(await untilRow(desk, '39~001', ({ status }) => status === 'contacted')).toBeDefined();
  await expect.poll(() => server.applied.length, { timeout: 10_000 }).toBe(1);
  expect(await untilStatus(desk, 'filling')).toBeDefined();
});

test('given everything that a desk keeps, it opens twelve collections at once: RxDB stops at thirteen', async () => {
  const server = aServer();
  const { storage, mostOpen } = watchedStorage();

  const desk = desks.start(someSurroundings(server.fetch, { storage }));
  await untilStatus(desk, 'connected');

  expect(mostOpen()).toBe(collections.length + 2);
  expect(mostOpen()).toBeLessThan(13);
});

test('given every letter typed and every filter, what is shown changes and the local store is not asked', async () => {
  const server = aServer();
  server.write(['1', '2', '39'].map((userId) => ['lead', aLead({ userId, id: `${userId}~001` })]));
  const { storage, reads } = watchedStorage();
  const desk = desks.start(someSurroundings(server.fetch, { storage }));
  await untilEqual(desk, server);
  await until(desk.status$, ({ connection, proof }) => connection === 'connected' && proof?.kind === 'same');
  const before = reads();

  for (const text of ['3', '39', '']) await until(desk.leads$({ ...everyLeadQuery, filter: { ...everyLead, text } }), () => true);
  const narrowed = await until(desk.leads$({ ...everyLeadQuery, filter: { ...everyLead, text: '39' } }), () => true);
  await until(desk.overview$('2026-11-01', '2026-11-22'), () => true);

  expect(before).toBeGreaterThan(0);
  expect(narrowed.total).toBe(1);
  expect(reads()).toBe(before);
});
