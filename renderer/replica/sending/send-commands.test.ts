import { firstValueFrom, Subject } from 'rxjs';
import { expect, test } from 'vitest';
import type { Command } from '../../../contract/command.ts';
import { someTime } from '../../../contract/testing/build-event.ts';
import { type CommandStore, openCommandStore } from '../command-store.ts';
import { rxdbRecords } from '../rxdb-records.ts';
import type { Surroundings } from '../surroundings.ts';
import { aCommandStore, aDispatch, addCancelled, addPatches, standingOf } from '../testing/a-command-store.ts';
import { refusing, send } from '../testing/a-sender.ts';
import { createFakeServer } from '../testing/fake-server.ts';
import { untilAborted } from '../testing/until-aborted.ts';
import { waitFor } from '../wait-for.ts';

test('given 250 commands, sends them in ULID order, at most 100 a request', async () => {
  const server = createFakeServer();
  const { commands } = await aCommandStore();
  const ids = await addPatches(commands, 250);

  send(server, commands);
  await expect.poll(() => server.applied.length).toBe(250);

  expect(server.batches.map((batch) => batch.length)).toEqual([100, 100, 50]);
  expect(server.applied).toEqual(ids);
});

test('given answers that are lost, sends again and each has one effect (I6)', async () => {
  const server = createFakeServer();
  const { commands } = await aCommandStore();
  const ids = await addPatches(commands, 3);
  let asked = 0;
  server.onRequest(() => (++asked < 4 ? 'loseAnswer' : 'pass'));

  send(server, commands);
  await expect.poll(() => commands.all().every(({ outcome }) => outcome)).toBe(true);

  expect(server.batches.length).toBeGreaterThan(3);
  expect(server.applied).toEqual(ids);
});

test('given one is refused, the rest goes on, and what names it is held: no effect, and not asked for again', async () => {
  const server = createFakeServer();
  const { commands } = await aCommandStore();
  const [refused] = await addPatches(commands, 1);
  const [held] = await addPatches(commands, 1, [refused as string]);
  const [free] = await addPatches(commands, 1);
  server.onCommand(({ id }: Command) => (id === refused ? { status: 'rejected', code: 'command.forbidden' } : {}));

  send(server, commands);
  await expect.poll(() => commands.get(free as string)?.outcome).toBeDefined();

  expect(commands.get(refused as string)?.outcome).toMatchObject({ status: 'rejected', code: 'command.forbidden' });
  expect(standingOf(commands, held as string)).toBe('held');
  expect(server.applied).toEqual([free]);
  expect(server.batches.flat().filter((id) => id === held).length).toBeLessThanOrEqual(1);
});

test('given a dispatch taken back before it was posted, it never leaves and is not waiting (I8)', async () => {
  const server = createFakeServer();
  const { commands } = await aCommandStore();
  const id = commands.nextId();
  await commands.add([{ id, act: aDispatch }]);

  expect(await commands.withdraw([id])).toEqual(new Set([id]));
  send(server, commands);
  const [later] = await addPatches(commands, 1);
  await expect.poll(() => server.applied).toEqual([later]);

  expect(server.batches.flat()).not.toContain(id);
  expect(standingOf(commands, id)).toBe('withdrawn');
});

test('given a dispatch that was posted and whose answer was lost, it cannot be taken back here, also after a restart', async () => {
  const server = createFakeServer();
  const { commands, database } = await aCommandStore();
  const id = commands.nextId();
  server.onRequest(() => 'loseAnswer');
  await commands.add([{ id, act: aDispatch }]);

  send(server, commands);
  await expect.poll(() => server.applied).toEqual([id]);

  expect(await commands.withdraw([id])).toEqual(new Set());
  const again = await openCommandStore(rxdbRecords(database.command), { now: () => someTime, random: Math.random });
  expect(await again.withdraw([id])).toEqual(new Set());
});

test('given a dispatch that cannot be noted as posted, it does not leave, and does once it can', async () => {
  const server = createFakeServer();
  const { commands } = await aCommandStore();
  const id = commands.nextId();
  await commands.add([{ id, act: aDispatch }]);
  let refusals = 0;
  const post: CommandStore['post'] = (ids) => (++refusals < 3 ? Promise.reject(new Error('disk full')) : commands.post(ids));

  send(server, { ...commands, post });
  await expect.poll(() => server.applied).toEqual([id]);

  expect(refusals).toBe(3);
});

test('given a dispatch whose posting was cut off, and which is cancelled before the network is back, both go in one request (I8)', async () => {
  const server = createFakeServer();
  const { commands } = await aCommandStore();
  const dispatchId = commands.nextId();
  await commands.add([{ id: dispatchId, act: aDispatch }]);
  let cut = true;
  server.onRequest(() => (cut ? 'refuse' : 'pass'));
  send(server, commands);
  await expect.poll(() => commands.get(dispatchId)?.posted).toBe(true);

  expect(await commands.withdraw([dispatchId])).toEqual(new Set());
  const cancelId = commands.nextId();
  await commands.add([{ id: cancelId, act: { kind: 'cancelDispatch', dispatchId }, after: [dispatchId] }]);
  const before = server.batches.length;
  cut = false;

  await expect.poll(() => server.applied).toEqual([dispatchId, cancelId]);
  expect(server.batches.slice(before).filter((batch) => batch.includes(dispatchId) !== batch.includes(cancelId))).toEqual([]);
});

test('given a dispatch that was taken back in the last moment, its cancel does not leave without it', async () => {
  const server = createFakeServer();
  const { commands } = await aCommandStore();
  const { cancelId } = await addCancelled(commands, 1);
  const refusing: CommandStore = { ...commands, post: async () => new Set<string>() };

  send(server, refusing);
  await expect.poll(() => server.applied.length).toBe(1);

  expect(server.batches.flat()).not.toContain(cancelId);
});

test('given a server that is full, the sender waits as long as it asks for, and says why', async () => {
  const server = createFakeServer();
  const { commands } = await aCommandStore();
  await addPatches(commands, 1);
  const waits: number[] = [];
  let busy = true;
  const full: Surroundings['fetch'] = async (path, init) =>
    busy ? refusing('request.tooMany', 429, { 'retry-after': '7' }) : server.fetch(path, init);
  const wait: Surroundings['wait'] = (ms, signal) => {
    waits.push(ms);
    busy = waits.length < 3;
    return waitFor(1, signal);
  };
  const sender = send({ fetch: full }, commands, { surroundings: { wait, random: () => 0, now: () => someTime } });
  const troubles: unknown[] = [];
  sender.trouble$.subscribe((trouble) => troubles.push(trouble));

  await expect.poll(() => server.applied.length).toBe(1);

  expect(waits).toEqual([7_000, 7_000, 7_000]);
  expect(troubles).toContainEqual({ code: 'request.tooMany', at: someTime, nextAt: someTime + 7_000 });
  expect(troubles.at(-1)).toBeUndefined();
});

test('given an answer that we are not signed in, the connection is told to find out, and nothing is put aside', async () => {
  const server = createFakeServer();
  const { commands } = await aCommandStore();
  await addPatches(commands, 1);
  let doubts = 0;
  server.onRequest(() => (doubts < 2 ? 'auth.invalid' : 'pass'));

  send(server, commands, { connection: { whenConnected: async () => undefined, doubt: () => void doubts++ } });
  await expect.poll(() => server.applied.length).toBe(1);
  expect(doubts).toBe(2);
});

test('given a command that the server holds and nothing here does, others are not kept waiting by it, and it is asked for again', async () => {
  const server = createFakeServer();
  const { commands } = await aCommandStore();
  const [held = ''] = await addPatches(commands, 1, ['01KAAAAAAAAAAAAAAAAAZZZZZZ']);
  send(server, commands);
  await expect.poll(() => server.batches.flat().filter((id) => id === held).length).toBeGreaterThan(2);

  const [other] = await addPatches(commands, 1);

  await expect.poll(() => server.applied).toEqual([other]);
  expect(standingOf(commands, held)).toBe('waiting');
});

test('given a request that never ends, stopping ends it, and does not wait for the server', async () => {
  const { commands } = await aCommandStore();
  await addPatches(commands, 1);
  const asked = new Subject<void>();
  const sender = send(
    {
      ...createFakeServer(),
      fetch: (_, { signal }) => {
        asked.next();
        return untilAborted(signal);
      },
    },
    commands,
  );
  await firstValueFrom(asked);

  await sender.stop();

  expect(commands.all().every(({ outcome, aside }) => !outcome && !aside)).toBe(true);
});
