import 'fake-indexeddb/auto';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { afterEach, expect, test } from 'vitest';
import type { Collection } from '../../contract/collection.ts';
import type { Command } from '../../contract/command.ts';
import type { Lead } from '../../contract/lead.ts';
import { aLead, aPerson, aProduct } from '../../contract/testing/build-document.ts';
import { applyPatch } from '../../domain/patching/apply-patch.ts';
import { withoutAdvertisement } from './quiet-console.ts';
import { webReplicaLock } from './replica-lock.ts';
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
import { createFakeServer, type FakeServer } from './testing/fake-server.ts';
import { type AboutToWrite, faultyStorage, never } from './testing/faulty-storage.ts';
import { createMemoryLocks } from './testing/memory-locks.ts';

console.warn = withoutAdvertisement(console.warn);

const desks = createDesks();
afterEach(() => desks.stopAll());

let shops = 0;
/** A server of a workspace of its own, so that no test finds another's documents, with patches applied as the real one does. */
function aServer(): FakeServer & Readonly<{ workspace: string }> {
  const server = createFakeServer();
  const workspace = `shop${++shops}`;
  server.signAs({ workspace, member: 'owner' });
  server.onCommand(({ act, issuedAt }: Command) => {
    if (act.kind !== 'patchLeads') return {};
    const writes = act.groups.flatMap(({ leads, field, from, to }) =>
      leads.map((id) => {
        const lead = server.documents('lead').find((document) => (document as Lead).id === id) as Lead;
        return ['lead', applyPatch(lead, { field, from, to }, { by: 'owner', at: issuedAt }).lead] as const;
      }),
    );
    return { writes };
  });
  return { ...server, workspace };
}

const oneLead = { kind: 'ids', ids: ['39~001'] } as const;
const contacted = [{ field: 'status', to: 'contacted' }] as const;

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
  expect(row).toMatchObject({ name: '김하늘', productName: '린넨 셔츠 원피스', consented: true, pending: false, points: 1_024 });
});

test('given no server, shows what is stored, takes edits and keeps both over restarts; then each is applied once', async () => {
  const server = aServer();
  server.write([['lead', aLead()]]);
  const first = desks.start(someSurroundings(server.fetch));
  await untilStatus(first, 'connected');
  await desks.stop(first);

  server.goDown();
  const offline = desks.start(someSurroundings(server.fetch));
  await untilRow(offline, '39~001', ({ status }) => status === 'new');
  await offline.patch(oneLead, contacted);
  await offline.patch(oneLead, [{ field: 'tag:vip', to: 'on' }]);
  await desks.stop(offline);

  const again = desks.start(someSurroundings(server.fetch));
  const row = await untilRow(again, '39~001', ({ status }) => status === 'contacted');
  expect(row).toMatchObject({ pending: true, tags: ['vip'] });
  expect(await untilStatus(again, 'offline')).toMatchObject({ waiting: 2 });

  server.comeUp();
  await until(again.status$, ({ waiting, connection }) => waiting === 0 && connection === 'connected');
  await untilRow(again, '39~001', ({ pending }) => !pending);
  expect(server.applied).toHaveLength(2);
  expect(server.documents('lead')[0]).toMatchObject({ status: 'contacted', tags: ['vip'] });
});

test('pitfall 16: given a restart with another token, pulls go on from the stored checkpoint', async () => {
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

test('pitfalls 2 and 6: given a stream that broke while documents changed, everything arrives after the reconnect', async () => {
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

test('pitfall 9: given the server overwrites a lead that is being edited, the edit is still shown', async () => {
  const server = aServer();
  server.write([['lead', aLead()]]);
  const desk = desks.start(someSurroundings(server.fetch));
  await untilStatus(desk, 'connected');
  server.onRequest((path) => (path === '/v1/commands' ? 'server.busy' : 'pass'));

  await desk.patch(oneLead, contacted);
  server.write([['lead', aLead({ searches: 3 })]]);

  expect(await untilRow(desk, '39~001', ({ searches }) => searches === 3)).toMatchObject({ status: 'contacted', pending: true });
});

test('given an outcome whose effect is still being pulled, the old value never flashes up', async () => {
  const server = aServer();
  server.write([['lead', aLead()]]);
  const desk = desks.start(someSurroundings(server.fetch));
  await untilStatus(desk, 'connected');
  const shown: string[] = [];
  const watching = desk.leads$(everyLeadQuery).subscribe(({ rows }) => void shown.push(String(rows[0]?.status)));
  server.onRequest((path) => (path.includes('/replication/lead') ? 'server.busy' : 'pass'));

  await desk.patch(oneLead, contacted);
  await until(desk.status$, ({ waiting }) => waiting === 0);
  server.onRequest(() => 'pass');
  await desk.syncNow();
  await untilRow(desk, '39~001', ({ pending }) => !pending);
  watching.unsubscribe();

  expect(shown.join().replace(/^(new,?)*/, '')).not.toContain('new');
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

test('given a second tab, it says so; when it takes over, the first one says so and nothing is lost', async () => {
  const server = aServer();
  server.write([['lead', aLead()]]);
  const lock = webReplicaLock(createMemoryLocks());
  const first = desks.start(someSurroundings(server.fetch, { lock }));
  await untilStatus(first, 'connected');
  const second = desks.start(someSurroundings(server.fetch, { lock }));
  await untilStatus(second, 'openElsewhere');
  await expect(second.patch(oneLead, contacted)).rejects.toMatchObject({ code: 'replica.openElsewhere' });

  await second.takeOver();
  await untilStatus(second, 'connected');
  await untilStatus(first, 'openElsewhere');
  await second.patch(oneLead, contacted);

  await untilRow(second, '39~001', ({ status, pending }) => status === 'contacted' && !pending);
  await desks.stop(second);
  expect(await untilRow(first, '39~001', ({ status }) => status === 'contacted')).toBeDefined();
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
  await expect.poll(() => waits.filter((ms) => ms >= 250 && ms <= 30_000).length).toBeGreaterThan(6);

  server.onRequest(() => 'pass');
  await desk.signIn('fresh');

  await untilStatus(desk, 'connected');
  const backOffs = waits.filter((ms) => ms >= 250 && ms <= 30_000);
  expect(Math.max(...backOffs)).toBeGreaterThan(4_000);
});

test('given the network comes back, dials at once instead of waiting', async () => {
  const server = aServer();
  server.goDown();
  const surroundings = { ...someSurroundings(server.fetch), wait: never };
  const desk = desks.start(surroundings);
  await untilStatus(desk, 'offline');

  server.comeUp();
  surroundings.online$.next(undefined);

  await until(desk.status$, ({ connection }) => connection === 'filling' || connection === 'connected');
});

test('given a command that is refused, it stays visible until it was seen, and the value falls back', async () => {
  const server = aServer();
  server.write([['lead', aLead()]]);
  server.onCommand(() => ({ status: 'rejected', code: 'command.forbidden' }));
  const desk = desks.start(someSurroundings(server.fetch));
  await untilStatus(desk, 'connected');

  await desk.patch(oneLead, contacted);

  const [refused] = await until(desk.refused$(), (all) => all.length === 1);
  expect(refused).toMatchObject({ kind: 'patchLeads', code: 'command.forbidden' });
  await untilRow(desk, '39~001', ({ status }) => status === 'new');
  await desk.dismissRefused(refused?.id ?? '');
  await until(desk.refused$(), (all) => all.length === 0);
});

test('given an edit undone before it was sent, the lead is as before and both are applied in order', async () => {
  const server = aServer();
  server.write([['lead', aLead()]]);
  const desk = desks.start(someSurroundings(server.fetch));
  await untilStatus(desk, 'connected');
  server.onRequest((path) => (path === '/v1/commands' ? 'refuse' : 'pass'));

  const done = await desk.patch(oneLead, contacted);
  await untilRow(desk, '39~001', ({ status }) => status === 'contacted');
  await desk.undo(done);
  await untilRow(desk, '39~001', ({ status }) => status === 'new');
  server.onRequest(() => 'pass');

  await expect.poll(() => server.applied.length).toBe(2);
  expect(server.applied[0]).toBe(done.undoes);
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
    const fetchUntilKilled: FakeServer['fetch'] = (path, init) => (killed ? never() : server.fetch(path, init));
    const storage = faultyStorage(getRxStorageDexie(), beforeWrite, `dying ${killedAt}`);
    const victim = desks.start(someSurroundings(fetchUntilKilled, { storage }));
    const connected = untilStatus(victim, 'connected').then(() => victim.patch({ kind: 'ids', ids: ['u1~001'] }, contacted));
    connected.catch(() => undefined); // it may be killed before
    await expect.poll(() => killed, { timeout: 5_000 }).toBe(true);
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
