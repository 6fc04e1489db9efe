import { expect, test } from 'vitest';
import { someTime } from '../../../contract/testing/build-event.ts';
import { openCommandStore } from '../command-store.ts';
import { rxdbRecords } from '../rxdb-records.ts';
import { aCommandStore, addPatches, standingOf } from '../testing/a-command-store.ts';
import { refusing, send } from '../testing/a-sender.ts';
import { createFakeServer, type FakeServer } from '../testing/fake-server.ts';

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

test.each([
  ['cannot read', 'request.tooLarge', () => refusing('request.tooLarge', 413)],
  ['fails over', 'server.failed', () => refusing('server.failed', 500)],
  ['dies over', 'server.unreachable', () => undefined],
])('given one of a hundred commands that the server %s, it alone is put aside as %s, and the rest goes on', async (_, code, answer) => {
  const server = createFakeServer();
  const { commands } = await aCommandStore();
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
  const { commands } = await aCommandStore();
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
  const { commands } = await aCommandStore();
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
  const { commands, database } = await aCommandStore();
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
  const { commands } = await aCommandStore();
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
    const { commands } = await aCommandStore();
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
  const { commands } = await aCommandStore();
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
