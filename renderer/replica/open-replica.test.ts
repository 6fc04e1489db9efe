import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { afterEach, expect, test } from 'vitest';
import { collections } from '../../contract/collection.ts';
import type { Lead } from '../../contract/lead.ts';
import { aLead } from '../../contract/testing/build-document.ts';
import { someTime } from '../../contract/testing/build-event.ts';
import { addDays, kstDay } from '../../domain/time/kst.ts';
import { createApi } from './api.ts';
import { openReplica, type Replica } from './open-replica.ts';
import { type Memory, openNotebook } from './session-memory.ts';
import type { Surroundings } from './surroundings.ts';
import { someSurroundings } from './testing/a-desk.ts';
import { createFakeServer, type FakeServer } from './testing/fake-server.ts';
import { type AboutToWrite, faultyStorage } from './testing/faulty-storage.ts';
import { waitFor } from './wait-for.ts';

const epochs = ['00000000-0000-4000-8000-00000000000b', '00000000-0000-4000-8000-00000000000c'] as const;

const open = new Set<Replica>();
afterEach(async () => {
  for (const replica of open) await replica.close();
  open.clear();
});

/** Nobody was away. */
const noNotes = { read: async () => ({}), write: async () => undefined };

let made = 0;

type Faults = Readonly<{ before?: (write: AboutToWrite) => Promise<undefined>; write?: (memory: Memory) => Promise<void> }>;

/** A replica of its own workspace on a fake server, connected. */
async function aReplica(
  server: FakeServer,
  { before = async () => undefined, write = async () => undefined }: Faults = {},
  change: Partial<Surroundings> = {},
) {
  const surroundings = someSurroundings(server.fetch, { storage: faultyStorage(getRxStorageMemory(), before), ...change });
  const memory: Memory = { workspace: `replica${++made}`, member: 'owner', filled: false, resync: false, usedAt: 0 };
  const notebook = openNotebook(memory, write);
  const needs = {
    notebook,
    away: noNotes,
    api: createApi(surroundings),
    connection: { whenConnected: async () => undefined },
    surroundings,
  };
  const replica = await openReplica(needs);
  open.add(replica);
  return { replica, notebook, needs };
}

const leadOf = (userId: string): Lead => aLead({ userId, id: `${userId}~001` });
const write = (server: FakeServer, ...users: string[]) => server.write(users.map((user) => ['lead', leadOf(user)]));
const shown = ({ view }: Replica) => [...view.documents.of('lead').keys()].sort();

test('given the note of starting over cannot be written at first, it is tried again and the replica equals the server (I5)', async () => {
  const server = createFakeServer();
  write(server, 'a', 'b');
  let refuses = 0;
  const { replica, notebook } = await aReplica(server, {
    write: async () => {
      if (refuses-- > 0) throw new Error('QuotaExceededError');
    },
  });
  await expect.poll(() => notebook.read().filled).toBe(true);

  refuses = 2;
  server.restore(epochs[0]);
  write(server, 'a');
  replica.syncNow();

  await expect.poll(() => shown(replica)).toEqual(['a~001']);
  await expect.poll(() => notebook.read().resync).toBe(false);
});

test('given a server restored again while what the first restore lost is being swept, nothing of it stays (I5)', async () => {
  const server = createFakeServer();
  write(server, 'a', 'b');
  let letGo: () => void = () => undefined;
  const held = new Promise<undefined>((resolve) => {
    letGo = () => resolve(undefined);
  });
  let sweeping = false;
  const { replica, notebook } = await aReplica(server, {
    before: async ({ collection, context }) => {
      if (collection !== 'lead' || context.startsWith('replication')) return undefined;
      sweeping = true;
      return held;
    },
  });
  await expect.poll(() => notebook.read().filled).toBe(true);
  server.restore(epochs[0]);
  write(server, 'a');
  replica.syncNow();
  await expect.poll(() => sweeping).toBe(true);

  server.restore(epochs[1]);
  write(server, 'c');
  let asked = 0;
  server.onRequest(() => (++asked <= collections.length ? 'replication.resync' : 'server.busy'));
  replica.syncNow();
  await expect.poll(() => asked).toBeGreaterThanOrEqual(collections.length);
  letGo();
  await expect.poll(() => replica.view.documents.storedIds('lead').has('b~001')).toBe(false);
  server.onRequest(() => 'pass');

  await expect.poll(() => shown(replica)).toEqual(['c~001']);
  await expect.poll(() => notebook.read().resync).toBe(false);
});

test('given a day that passes in Seoul while no server is there, scores fall', async () => {
  const server = createFakeServer();
  write(server, 'a');
  const clock = { now: someTime };
  const { replica } = await aReplica(server, {}, { now: () => clock.now, wait: (ms, signal) => waitFor(Math.min(ms, 10), signal) });
  await expect.poll(() => replica.view.rows.get('a~001')?.points).toBe(1_024);

  clock.now += 14 * 86_400_000;

  await expect.poll(() => replica.view.rows.get('a~001')?.points).toBe(512);
});

test('given a replica that cannot be opened, it can be opened once the store is well again', async () => {
  const server = createFakeServer();
  let refuses = true;
  const surroundings = someSurroundings(server.fetch, {
    storage: faultyStorage(getRxStorageMemory(), async () => {
      if (refuses) throw new Error('UnknownError');
      return undefined;
    }),
  });
  const memory: Memory = { workspace: `replica${++made}`, member: 'owner', filled: false, resync: false, usedAt: 0 };
  const notebook = openNotebook(memory, async () => undefined);
  const needs = {
    notebook,
    away: noNotes,
    api: createApi(surroundings),
    connection: { whenConnected: async () => undefined },
    surroundings,
  };
  await expect(openReplica(needs)).rejects.toThrow();

  refuses = false;

  open.add(await openReplica(needs));
});

test('given a machine that slept over midnight in Seoul, scores are as of the new day when it wakes, and nothing is pulled for it (I12)', async () => {
  const server = createFakeServer();
  write(server, 'a');
  let now = someTime;
  const { replica, notebook } = await aReplica(server, {}, { now: () => now });
  await expect.poll(() => notebook.read().filled && replica.view.rows.get('a~001')?.points).toBeTruthy();
  const before = replica.view.rows.get('a~001')?.points ?? 0;
  const asked = server.requests.length;

  now += 14 * 86_400_000;
  replica.wake();

  expect(replica.view.today()).toBe(addDays(kstDay(someTime), 14));
  expect(replica.view.rows.get('a~001')?.points).toBe(before / 2);
  expect(server.requests.length).toBe(asked);
});
