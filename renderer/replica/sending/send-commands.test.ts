import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { firstValueFrom, NEVER, Subject } from 'rxjs';
import { afterEach, expect, test } from 'vitest';
import type { Command } from '../../../contract/command.ts';
import { aPatch } from '../../../contract/testing/build-command.ts';
import { someTime } from '../../../contract/testing/build-event.ts';
import { createApi } from '../api.ts';
import { type CommandStore, openCommandStore } from '../command-store.ts';
import { openReplicaDatabase, type ReplicaDatabase } from '../open-database.ts';
import { rxdbRecords } from '../rxdb-records.ts';
import { standings } from '../stored-command.ts';
import { createFakeServer, type FakeServer } from '../testing/fake-server.ts';
import { waitFor } from '../wait-for.ts';
import { startSender } from './send-commands.ts';

const holdsNothing = () => false;

const closing: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

let made = 0;

async function aStore(clock = { now: someTime }, database?: ReplicaDatabase) {
  const opened = database ?? (await openReplicaDatabase(getRxStorageMemory(), { workspace: `send${++made}`, member: 'owner' }));
  if (!database) closing.push(() => opened.close());
  return { database: opened, commands: await openCommandStore(rxdbRecords(opened.command), { now: () => clock.now, random: Math.random }) };
}

function send(server: FakeServer, commands: CommandStore) {
  const sender = startSender({
    commands,
    gate: { holds: holdsNothing, opened$: NEVER },
    api: createApi({ fetch: server.fetch, wait: waitFor }),
    connection: { whenConnected: async () => undefined },
    surroundings: { wait: (ms, signal) => waitFor(Math.min(ms, 10), signal), random: Math.random, now: () => someTime },
    serverEpoch: () => undefined,
  });
  closing.push(sender.stop);
  return sender;
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

test('given one is refused, the rest goes on, and what names it is held: no effect, and not asked for again', async () => {
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
  expect(server.applied).toEqual([free]);
  expect(server.batches.flat().filter((id) => id === held).length).toBeLessThanOrEqual(1);
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
  const again = await openCommandStore(rxdbRecords(database.command), { now: () => someTime, random: Math.random });
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

test('given a dispatch that was taken back in the last moment, its cancel does not leave without it', async () => {
  const server = createFakeServer();
  const { commands } = await aStore();
  const { cancelId } = await addCancelled(commands, 1);
  const refusing: CommandStore = { ...commands, post: async () => new Set<string>() };

  send(server, refusing);
  await expect.poll(() => server.applied.length).toBe(1);

  expect(server.batches.flat()).not.toContain(cancelId);
});

/** A server that dies over, or cannot read, whatever names one command. */
const failingOver = (server: FakeServer, isPoison: (body: string) => boolean, answer: () => Response | undefined): FakeServer => ({
  ...server,
  fetch: async (path, init) => {
    if (!isPoison(String(init.body))) return server.fetch(path, init);
    server.requests.push(path);
    const response = answer();
    if (!response) throw new TypeError('fetch failed');
    return response;
  },
});
const refusing = (code: string, status: number, headers = {}) => new Response(JSON.stringify({ code }), { status, headers });

test.each([
  ['cannot read', 'request.tooLarge', () => refusing('request.tooLarge', 413)],
  ['fails over', 'server.failed', () => refusing('server.failed', 500)],
  ['dies over', 'server.unreachable', () => undefined],
])('given one of a hundred commands that the server %s, it alone is put aside as %s, and the rest goes on', async (_, code, answer) => {
  const server = createFakeServer();
  const { commands } = await aStore();
  const ids = await addPatches(commands, 100);
  const poison = ids[37] as string;

  send(
    failingOver(server, (body) => body.includes(poison), answer),
    commands,
  );
  await expect.poll(() => standingOf(commands, poison)).toBe('refused');
  await expect.poll(() => server.applied.length).toBe(99);

  expect(commands.get(poison)).toMatchObject({ aside: { code } });
  expect(commands.get(poison)?.outcome).toBeUndefined();
  expect(new Set(server.applied)).toEqual(new Set(ids.filter((id) => id !== poison)));
});

test.each([0, 99])('given one of a hundred that the server fails over is number %i of them, it is put aside', async (place) => {
  const server = createFakeServer();
  const { commands } = await aStore();
  const ids = await addPatches(commands, 100);
  const poison = ids[place] as string;

  send(
    failingOver(
      server,
      (body) => body.includes(poison),
      () => refusing('server.failed', 500),
    ),
    commands,
  );
  await expect.poll(() => standingOf(commands, poison)).toBe('refused');
  await expect.poll(() => server.applied.length).toBe(99);
});

test('given one of a hundred that the server cannot read, it is found by halves', async () => {
  const server = createFakeServer();
  const { commands } = await aStore();
  const ids = await addPatches(commands, 100);
  const poison = ids[99] as string;

  send(
    failingOver(
      server,
      (body) => body.includes(poison),
      () => refusing('request.schema', 400),
    ),
    commands,
  );
  await expect.poll(() => server.applied.length).toBe(99);
  await expect.poll(() => commands.get(poison)?.aside).toBeDefined();

  expect(server.requests.length).toBeLessThanOrEqual(1 + 2 * Math.ceil(Math.log2(100)));
});

test('given a command put aside, it stays so over a restart, and is sent by the same id once a person retries it (I6)', async () => {
  const server = createFakeServer();
  const { commands, database } = await aStore();
  const [poison = ''] = await addPatches(commands, 1);
  let ill = true;
  const sick = failingOver(
    server,
    () => ill,
    () => refusing('command.schema', 400),
  );
  send(sick, commands);
  await expect.poll(() => standingOf(commands, poison)).toBe('refused');

  const again = await openCommandStore(rxdbRecords(database.command), { now: () => someTime, random: Math.random });
  expect(standingOf(again, poison)).toBe('refused');
  ill = false;
  await commands.change([poison], ({ aside: _aside, ...stored }) => stored);

  await expect.poll(() => server.applied).toEqual([poison]);
});

test('given a server that fails over everything, nothing is put aside, and all of it is applied once it is well', async () => {
  const server = createFakeServer();
  const { commands } = await aStore();
  const ids = await addPatches(commands, 5);
  let requests = 0;
  server.onRequest(() => (++requests < 80 ? 'server.failed' : 'pass'));

  send(server, commands);
  await expect.poll(() => server.applied.length, { timeout: 15_000 }).toBe(5);

  expect(commands.all().filter(({ aside }) => aside)).toEqual([]);
  expect(new Set(server.applied)).toEqual(new Set(ids));
});

test.each(['server.failed', 'refuse'] as const)(
  'given an outage (%s) of any length and one command only, it is not put aside: it is tried on, and why is said',
  async (outage) => {
    const server = createFakeServer();
    const { commands } = await aStore();
    const [id] = await addPatches(commands, 1);
    let requests = 0;
    server.onRequest(() => (++requests < 100 ? outage : 'pass'));

    const sender = send(server, commands);
    const troubles: unknown[] = [];
    sender.trouble$.subscribe((trouble) => troubles.push(trouble));
    await expect.poll(() => server.applied, { timeout: 15_000 }).toEqual([id]);

    expect(commands.all().filter(({ aside }) => aside)).toEqual([]);
    expect(troubles.filter(Boolean).length).toBeGreaterThan(90);
  },
);

test('given two commands that an outage put last, and one that the server dies over for good, the other is sent, and it alone is put aside once others got through', async () => {
  const server = createFakeServer();
  const { commands } = await aStore();
  const [poison = '', good = ''] = await addPatches(commands, 2);
  let requests = 0;
  server.onRequest(() => (++requests < 60 ? 'server.failed' : 'pass'));
  send(
    failingOver(
      server,
      (body) => body.includes(poison),
      () => {
        requests++;
        return undefined;
      },
    ),
    commands,
  );

  await expect.poll(() => server.applied, { timeout: 15_000 }).toEqual([good]);
  expect(standingOf(commands, poison)).toBe('waiting');
  for (const _ of [1, 2]) {
    const [next] = await addPatches(commands, 1);
    await expect.poll(() => commands.get(next as string)?.outcome).toBeDefined();
  }

  await expect.poll(() => standingOf(commands, poison)).toBe('refused');
  expect(server.applied).toHaveLength(3);
});

test('given a server that is full, the sender waits as long as it asks for, and says why', async () => {
  const server = createFakeServer();
  const { commands } = await aStore();
  await addPatches(commands, 1);
  const waits: number[] = [];
  let busy = true;
  const sender = startSender({
    commands,
    gate: { holds: holdsNothing, opened$: NEVER },
    api: createApi({
      fetch: async (path, init) => (busy ? refusing('request.tooMany', 429, { 'retry-after': '7' }) : server.fetch(path, init)),
      wait: waitFor,
    }),
    connection: { whenConnected: async () => undefined },
    surroundings: {
      wait: (ms, signal) => {
        waits.push(ms);
        busy = waits.length < 3;
        return waitFor(1, signal);
      },
      random: () => 0,
      now: () => someTime,
    },
    serverEpoch: () => undefined,
  });
  closing.push(sender.stop);
  const troubles: unknown[] = [];
  sender.trouble$.subscribe((trouble) => troubles.push(trouble));

  await expect.poll(() => server.applied.length).toBe(1);

  expect(waits).toEqual([7_000, 7_000, 7_000]);
  expect(troubles).toContainEqual({ code: 'request.tooMany', at: someTime, nextAt: someTime + 7_000 });
  expect(troubles.at(-1)).toBeUndefined();
});

test('given an answer that we are not signed in, the connection is told to find out, and nothing is put aside', async () => {
  const server = createFakeServer();
  const { commands } = await aStore();
  await addPatches(commands, 1);
  let doubts = 0;
  server.onRequest(() => (doubts < 2 ? 'auth.invalid' : 'pass'));

  const sender = startSender({
    commands,
    gate: { holds: holdsNothing, opened$: NEVER },
    api: createApi({ fetch: server.fetch, wait: waitFor }),
    connection: { whenConnected: async () => undefined, doubt: () => void doubts++ },
    surroundings: { wait: (_, signal) => waitFor(1, signal), random: Math.random, now: () => someTime },
    serverEpoch: () => undefined,
  });
  closing.push(sender.stop);

  await expect.poll(() => server.applied.length).toBe(1);
  expect(doubts).toBe(2);
});

test('given a command that the server holds and nothing here does, others are not kept waiting by it, and it is asked for again', async () => {
  const server = createFakeServer();
  const { commands } = await aStore();
  const [held = ''] = await addPatches(commands, 1, ['01KAAAAAAAAAAAAAAAAAZZZZZZ']);
  send(server, commands);
  await expect.poll(() => server.batches.flat().filter((id) => id === held).length).toBeGreaterThan(2);

  const [other] = await addPatches(commands, 1);

  await expect.poll(() => server.applied).toEqual([other]);
  expect(standingOf(commands, held)).toBe('waiting');
});

test('given a request that never ends, stopping ends it, and does not wait for the server', async () => {
  const { commands } = await aStore();
  await addPatches(commands, 1);
  const asked = new Subject<void>();
  const sender = send(
    {
      ...createFakeServer(),
      fetch: (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(new Error('aborted')));
          asked.next();
        }),
    },
    commands,
  );
  await firstValueFrom(asked);

  await sender.stop();

  expect(commands.all().every(({ outcome, aside }) => !outcome && !aside)).toBe(true);
});
