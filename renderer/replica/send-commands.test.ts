import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { NEVER } from 'rxjs';
import { afterEach, expect, test } from 'vitest';
import type { Command } from '../../contract/command.ts';
import { aPatch } from '../../contract/testing/build-command.ts';
import { someTime } from '../../contract/testing/build-event.ts';
import { createApi } from './api.ts';
import { type CommandStore, openCommandStore } from './command-store.ts';
import { openReplicaDatabase, type ReplicaDatabase } from './open-database.ts';
import { nextBatch, startSender } from './send-commands.ts';
import { standings } from './stored-command.ts';
import { createFakeServer, type FakeServer } from './testing/fake-server.ts';
import { waitFor } from './wait-for.ts';

const holdsNothing = () => false;

const closing: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

let made = 0;

async function aStore(clock = { now: someTime }, database?: ReplicaDatabase) {
  const opened = database ?? (await openReplicaDatabase(getRxStorageMemory(), { workspace: `send${++made}`, member: 'owner' }));
  if (!database) closing.push(() => opened.close());
  return { database: opened, commands: await openCommandStore(opened.command, { now: () => clock.now, random: Math.random }) };
}

function send(server: FakeServer, commands: CommandStore) {
  const sender = startSender({
    commands,
    gate: { holds: holdsNothing, opened$: NEVER },
    api: createApi({ fetch: server.fetch, wait: waitFor }),
    connection: { whenConnected: async () => undefined },
    surroundings: { wait: (ms, signal) => waitFor(Math.min(ms, 10), signal), random: Math.random },
    serverEpoch: () => undefined,
  });
  closing.push(sender.stop);
}

const patchOf = (leadId: string) => aPatch({ leads: [leadId] });
const addPatches = async (commands: CommandStore, count: number, after: readonly string[] = []) => {
  const added = Array.from({ length: count }, (_, i) => ({ id: commands.nextId(), act: patchOf(`u${i}~001`), after }));
  await commands.add(added);
  return added.map(({ id }) => id);
};
const standingOf = (commands: CommandStore, id: string) => standings(commands.all()).get(id);

test('given 250 commands, sends them in ULID order, at most 100 a request', async () => {
  const server = createFakeServer();
  const { commands } = await aStore();
  const ids = await addPatches(commands, 250);

  send(server, commands);
  await expect.poll(() => server.applied.length).toBe(250);

  expect(server.batches.map((batch) => batch.length)).toEqual([100, 100, 50]);
  expect(server.applied).toEqual(ids);
});

test('given answers that are lost, sends again and each has one effect (I6)', async () => {
  const server = createFakeServer();
  const { commands } = await aStore();
  const ids = await addPatches(commands, 3);
  let asked = 0;
  server.onRequest(() => (++asked < 4 ? 'loseAnswer' : 'pass'));

  send(server, commands);
  await expect.poll(() => commands.all().every(({ outcome }) => outcome)).toBe(true);

  expect(server.batches.length).toBeGreaterThan(3);
  expect(server.applied).toEqual(ids);
});

test('given one is refused, the rest goes on, and what names it is held and never sent', async () => {
  const server = createFakeServer();
  const { commands } = await aStore();
  const [refused] = await addPatches(commands, 1);
  const [held] = await addPatches(commands, 1, [refused as string]);
  const [free] = await addPatches(commands, 1);
  server.onCommand(({ id }: Command) => (id === refused ? { status: 'rejected', code: 'command.forbidden' } : {}));

  send(server, commands);
  await expect.poll(() => commands.get(free as string)?.outcome).toBeDefined();

  expect(commands.get(refused as string)?.outcome).toMatchObject({ status: 'rejected', code: 'command.forbidden' });
  expect(standingOf(commands, held as string)).toBe('held');
  expect(server.batches.flat()).not.toContain(held);
});

test('given a request that the server cannot read, only the command at fault is refused', async () => {
  const server = createFakeServer();
  const { commands } = await aStore();
  const [, bad] = await addPatches(commands, 3);
  const fetch: FakeServer['fetch'] = async (path, init) =>
    String(init.body).includes(bad as string)
      ? new Response(JSON.stringify({ code: 'request.tooLarge' }), { status: 413 })
      : server.fetch(path, init);

  send({ ...server, fetch }, commands);
  await expect.poll(() => commands.all().every(({ outcome }) => outcome)).toBe(true);

  expect(commands.get(bad as string)?.outcome).toMatchObject({ status: 'rejected', code: 'request.tooLarge' });
  expect(server.applied).toHaveLength(2);
});

test('given commands that name one another, they go in requests of their own', async () => {
  const { commands } = await aStore();
  const [first] = await addPatches(commands, 1);
  await addPatches(commands, 1, [first as string]);

  expect(nextBatch(commands.all(), 100, holdsNothing).map(({ id }) => id)).toEqual([first]);
});

test('given large commands, a request stays below what the server reads', async () => {
  const { commands } = await aStore();
  const leads = Array.from({ length: 500 }, (_, i) => `${'u'.repeat(60)}${i}~${'p'.repeat(64)}`);
  await commands.add(Array.from({ length: 100 }, () => ({ id: commands.nextId(), act: aPatch({ leads }) })));

  const batch = nextBatch(commands.all(), 100, holdsNothing);

  expect(batch.length).toBeGreaterThan(1);
  expect(JSON.stringify({ commands: batch }).length).toBeLessThan(4 * 1024 * 1024);
});

const aDispatch = { kind: 'requestDispatch' as const, recipients: [{ userId: '39', productIds: ['001'] }] };

test('given a dispatch taken back before it was posted, it never leaves and is not waiting (I8)', async () => {
  const server = createFakeServer();
  const { commands } = await aStore();
  const id = commands.nextId();
  await commands.add([{ id, act: aDispatch }]);

  expect(await commands.withdraw(id)).toBe(true);
  send(server, commands);
  const [later] = await addPatches(commands, 1);
  await expect.poll(() => server.applied).toEqual([later]);

  expect(server.batches.flat()).not.toContain(id);
  expect(standingOf(commands, id)).toBe('withdrawn');
});

test('given a dispatch that was posted and whose answer was lost, it cannot be taken back here, also after a restart', async () => {
  const server = createFakeServer();
  const { commands, database } = await aStore();
  const id = commands.nextId();
  server.onRequest(() => 'loseAnswer');
  await commands.add([{ id, act: aDispatch }]);

  send(server, commands);
  await expect.poll(() => server.applied).toEqual([id]);

  expect(await commands.withdraw(id)).toBe(false);
  const again = await openCommandStore(database.command, { now: () => someTime, random: Math.random });
  expect(await again.withdraw(id)).toBe(false);
});

test('given a dispatch that cannot be noted as posted, it does not leave, and does once it can', async () => {
  const server = createFakeServer();
  const { commands } = await aStore();
  const id = commands.nextId();
  await commands.add([{ id, act: aDispatch }]);
  let refusals = 0;
  const post: CommandStore['post'] = (ids) => (++refusals < 3 ? Promise.reject(new Error('disk full')) : commands.post(ids));

  send(server, { ...commands, post });
  await expect.poll(() => server.applied).toEqual([id]);

  expect(refusals).toBe(3);
});

/** A dispatch that was posted, and is cancelled after `between` others were done. */
async function addCancelled(commands: CommandStore, between: number) {
  const dispatchId = commands.nextId();
  await commands.add([{ id: dispatchId, act: aDispatch }]);
  await commands.post([dispatchId]);
  await addPatches(commands, between);
  const cancelId = commands.nextId();
  await commands.add([{ id: cancelId, act: { kind: 'cancelDispatch', dispatchId }, after: [dispatchId] }]);
  return { dispatchId, cancelId };
}

test('given a dispatch whose posting was cut off, and which is cancelled before the network is back, both go in one request (I8)', async () => {
  const server = createFakeServer();
  const { commands } = await aStore();
  const dispatchId = commands.nextId();
  await commands.add([{ id: dispatchId, act: aDispatch }]);
  let cut = true;
  server.onRequest(() => (cut ? 'refuse' : 'pass'));
  send(server, commands);
  await expect.poll(() => commands.get(dispatchId)?.posted).toBe(true);

  expect(await commands.withdraw(dispatchId)).toBe(false);
  const cancelId = commands.nextId();
  await commands.add([{ id: cancelId, act: { kind: 'cancelDispatch', dispatchId }, after: [dispatchId] }]);
  const before = server.batches.length;
  cut = false;

  await expect.poll(() => server.applied).toEqual([dispatchId, cancelId]);
  expect(server.batches.slice(before).filter((batch) => batch.includes(dispatchId) !== batch.includes(cancelId))).toEqual([]);
});

test.each([0, 1, 98, 99, 250])(
  'given %i others between a dispatch and its cancel, the two are in one batch, and all leave once',
  async (between) => {
    const { commands } = await aStore();
    const { dispatchId, cancelId } = await addCancelled(commands, between);
    const limit = 100;

    const first = nextBatch(commands.all(), limit, holdsNothing).map(({ id }) => id);

    expect(first.slice(0, 2)).toEqual([dispatchId, cancelId]);
    expect(first).toHaveLength(Math.min(limit, between + 2));
    expect(new Set(first).size).toBe(first.length);
  },
);

test('given a dispatch and its cancel at the end of what one request holds, both wait for the next', async () => {
  const { commands } = await aStore();
  await addPatches(commands, 99);
  const { dispatchId } = await addCancelled(commands, 0);

  expect(nextBatch(commands.all(), 100, holdsNothing).map(({ id }) => id)).not.toContain(dispatchId);
});

test('given a cancel that waits for something else too, it is not taken along', async () => {
  const { commands } = await aStore();
  const dispatchId = commands.nextId();
  await commands.add([{ id: dispatchId, act: aDispatch }]);
  const [other = ''] = await addPatches(commands, 1);
  await commands.add([{ id: commands.nextId(), act: { kind: 'cancelDispatch', dispatchId }, after: [dispatchId, other] }]);

  expect(nextBatch(commands.all(), 100, holdsNothing).map(({ id }) => id)).toEqual([dispatchId, other]);
});

test('given a dispatch that was taken back in the last moment, its cancel does not leave without it', async () => {
  const server = createFakeServer();
  const { commands } = await aStore();
  const { cancelId } = await addCancelled(commands, 1);
  const refusing: CommandStore = { ...commands, post: async () => new Set<string>() };

  send(server, refusing);
  await expect.poll(() => server.applied.length).toBe(1);

  expect(server.batches.flat()).not.toContain(cancelId);
});
