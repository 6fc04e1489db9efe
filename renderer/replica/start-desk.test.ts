import 'fake-indexeddb/auto';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { afterEach, expect, test } from 'vitest';
import { aLead, aPerson, aProduct } from '../../contract/testing/build-document.ts';
import { someTime } from '../../contract/testing/build-event.ts';
import { withoutAdvertisement } from './quiet-console.ts';
import { webReplicaLock } from './replica-lock.ts';
import { createDesks, everyLeadQuery, someSurroundings, storedDocuments, until, untilRow, untilStatus } from './testing/a-desk.ts';
import { aServer, contacted, oneLead } from './testing/a-server.ts';
import { faultyStorage } from './testing/faulty-storage.ts';
import { createMemoryLocks } from './testing/memory-locks.ts';
import { waitFor } from './wait-for.ts';

console.warn = withoutAdvertisement(console.warn);

const desks = createDesks();
afterEach(() => desks.stopAll());

test('given a server with leads, fills and shows them with what else is known', async () => {
  const server = aServer();
  server.write([
    ['lead', aLead()],
    ['person', aPerson()],
    ['product', aProduct()],
  ]);

  const desk = desks.start(someSurroundings(server.fetch));

  await untilStatus(desk, 'connected');
  const row = await untilRow(desk, '39~001', ({ name }) => name !== undefined);
  expect(row).toMatchObject({
    name: '김하늘',
    productName: '린넨 셔츠 원피스',
    consented: true,
    pending: false,
    points: 16 * 1_024,
    band: 'C',
  });
});

test('given documents that this version cannot read, says how many and shows the rest', async () => {
  const server = aServer();
  server.write([
    ['lead', { ...aLead(), searches: 'many' } as never],
    ['lead', aLead({ userId: '40', id: '40~001' })],
  ]);

  const desk = desks.start(someSurroundings(server.fetch));

  expect(await until(desk.status$, ({ connection }) => connection === 'connected')).toMatchObject({ unreadable: 1 });
  expect(await until(desk.leads$(everyLeadQuery), ({ all }) => all === 1)).toBeDefined();
});

test('given a server whose fold trails, says by how many events until it has caught up or is gone, and is in step all the while', async () => {
  const server = aServer();
  server.write([['lead', aLead()]]);
  let clock = someTime;
  const desk = desks.start(someSurroundings(server.fetch, { now: () => clock }));
  await until(desk.status$, (status) => status.connection === 'connected' && status.syncedAt === clock);

  clock += 5_000;
  server.trail(1_204);
  const trailing = await until(desk.status$, ({ lag, syncedAt }) => lag !== undefined && syncedAt === clock);
  server.trail(0);
  const caughtUp = await until(desk.status$, ({ lag }) => lag === undefined);
  server.trail(5_000);
  await until(desk.status$, ({ lag }) => lag === 5_000);
  server.goDown();
  const gone = await untilStatus(desk, 'offline');

  expect(trailing).toMatchObject({ lag: 1_204, connection: 'connected' });
  expect([caughtUp.lag, gone.lag]).toEqual([undefined, undefined]);
});

test('given a second tab that is closed while it waits, the first one keeps the replica', async () => {
  const server = aServer();
  server.write([['lead', aLead()]]);
  const lock = webReplicaLock(createMemoryLocks());
  const first = desks.start(someSurroundings(server.fetch, { lock }));
  await untilStatus(first, 'connected');
  const second = desks.start(someSurroundings(server.fetch, { lock }));
  await untilStatus(second, 'openElsewhere');
  const said: string[] = [];
  const watching = first.status$.subscribe(({ connection }) => void said.push(connection));

  await desks.stop(second);

  await first.patch(oneLead, contacted);
  watching.unsubscribe();
  expect(said).not.toContain('openElsewhere');
});

test('given a store that cannot be opened at sign-in, says so, and opens it once it can', async () => {
  const server = aServer();
  server.write([['lead', aLead()]]);
  server.onRequest(() => 'auth.invalid');
  let refuses = false;
  const storage = faultyStorage(getRxStorageDexie(), async () => {
    if (refuses) throw new Error('UnknownError');
    return undefined;
  });
  const desk = desks.start(someSurroundings(server.fetch, { storage }));
  await untilStatus(desk, 'signedOut');

  refuses = true;
  server.onRequest(() => 'pass');
  await desk.signIn('fresh');
  expect(await untilStatus(desk, 'offline')).toMatchObject({ code: 'replica.storage' });
  refuses = false;

  await untilStatus(desk, 'connected');
  expect(await untilRow(desk, '39~001', () => true)).toBeDefined();
});

test("given another workspace's credential, its replica is opened apart and nothing is mixed (I9)", async () => {
  const server = aServer();
  server.write([['lead', aLead()]]);
  const desk = desks.start(someSurroundings(server.fetch));
  await untilStatus(desk, 'connected');

  const other = aServer();
  server.onRequest(() => 'pass');
  server.signAs({ workspace: other.workspace, member: 'mina' });
  server.restore('00000000-0000-4000-8000-00000000000c');
  await desk.signIn('of another shop');
  await until(desk.status$, ({ workspace, connection }) => workspace === other.workspace && connection === 'connected');

  expect(await until(desk.leads$(everyLeadQuery), () => true)).toMatchObject({ all: 0 });
  await desks.stop(desk);
  expect((await storedDocuments(getRxStorageDexie(), server.workspace)).lead).toHaveLength(1);
});

test('given a teammate who signs in with a command of mine still waiting, it does not go out under her name, but under mine later (I9)', async () => {
  const server = aServer();
  server.write([['lead', aLead()]]);
  const desk = desks.start(someSurroundings(server.fetch));
  await untilRow(desk, '39~001', () => true);
  server.onRequest((path) => (path.includes('/commands') ? 'refuse' : 'pass'));
  await desk.patch({ kind: 'ids', ids: ['39~001'] }, [{ field: 'status', to: 'won' }]);

  server.onRequest(() => 'pass');
  server.signAs({ workspace: server.workspace, member: 'mina' });
  await desk.signIn('hers');
  await until(desk.status$, ({ member, connection }) => member === 'mina' && connection === 'connected');
  expect(await until(desk.status$, () => true)).toMatchObject({ waiting: 0 });
  server.signAs({ workspace: server.workspace, member: 'owner' });
  await desk.signIn('mine');
  await until(desk.status$, ({ member, waiting }) => member === 'owner' && waiting === 0);

  expect(await untilRow(desk, '39~001', ({ status, pending }) => status === 'won' && !pending)).toBeDefined();
});

test('given a credential that is refused, says signed out, asks ever more slowly, and goes on once signed in', async () => {
  const server = aServer();
  server.onRequest(() => 'auth.invalid');
  const waits: number[] = [];
  const quick = someSurroundings(server.fetch);
  const wait: typeof quick.wait = (ms, signal) => {
    waits.push(ms);
    return quick.wait(ms, signal);
  };
  const desk = desks.start({ ...quick, wait });
  expect(await untilStatus(desk, 'signedOut')).toMatchObject({ code: 'auth.invalid' });
  await expect.poll(() => waits.filter((ms) => ms >= 250 && ms <= 30_000).length, { timeout: 10_000 }).toBeGreaterThan(6);

  server.onRequest(() => 'pass');
  await desk.signIn('fresh');

  await untilStatus(desk, 'connected');
  const backOffs = waits.filter((ms) => ms >= 250 && ms <= 30_000);
  expect(Math.max(...backOffs)).toBeGreaterThan(4_000);
});

test('given the network comes back, dials at once instead of waiting', async () => {
  const server = aServer();
  server.goDown();
  const untilAborted = (ms: number, signal: AbortSignal) => waitFor(ms > 0 ? 2 ** 31 - 1 : 0, signal);
  let now = someTime;
  const surroundings = { ...someSurroundings(server.fetch), wait: untilAborted, now: () => now };
  const desk = desks.start(surroundings);
  await untilStatus(desk, 'offline');

  now += 60_000; // the last dial is long ago
  server.comeUp();
  surroundings.online$.next(undefined);

  await until(desk.status$, ({ connection }) => connection === 'filling' || connection === 'connected');
});
