import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { aSearchBody, runServer, type TestServer } from '../testing/run-server.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { runQuarantineCommand } from './run-quarantine-command.ts';

const noFile = (file: string): Uint8Array => {
  throw new Error(`ENOENT: no such file, open '${file}'`);
};

/** Runs `npm run quarantine -- ...args` on a folder; `body` is what `--body FILE` holds. */
async function run(dataDir: string, args: readonly string[], body?: unknown) {
  const printed: string[] = [];
  const complaints: string[] = [];
  const exitCode = await runQuarantineCommand({
    args,
    env: { TALKLENS_DATA_DIR: dataDir },
    read: body === undefined ? noFile : () => Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    print: (line) => printed.push(line),
    complain: (words) => complaints.push(words),
  });
  return { exitCode, complaints, printed };
}

/** A server with a search in quarantine that has no user; the folder, what would be right, and what the list calls it. */
async function withBadSearch() {
  const dataDir = temporaryFolder();
  const server = await runServer({ dataDir });
  const good = { ...aSearchBody(), kind: 'searched' };
  const { userId: _left, ...bad } = good;
  await server.post('/v1/events', [bad, { ...bad, vip: 1 }], server.byClient);
  const [id = ''] = (await run(dataDir, ['list'])).printed[1]?.split(' ') ?? [];
  return { dataDir, server, good, id };
}

type Where = 'beside a running server' | 'without one';

/** The same commands work on both sides of the lock. */
async function at(where: Where) {
  const given = await withBadSearch();
  if (where === 'without one') await given.server.stop();
  return given;
}

/** What a server says afterwards of leads and activities. */
async function afterwards(dataDir: string, where: Where, server: TestServer) {
  const { store } = where === 'without one' ? await runServer({ dataDir }) : server;
  await expect.poll(() => store.feed.lag('shop')).toBe(0);
  return {
    leads: await store.feed.documentsFrom('shop', 'lead', '', '', 10),
    activities: await store.feed.documentsFrom('shop', 'activity', '', '', 10),
  };
}

const places: readonly Where[] = ['beside a running server', 'without one'];

test.each(places)('%s, the list and a message are shown with what is wrong with it', async (where) => {
  const { dataDir, id } = await at(where);

  const list = await run(dataDir, ['list', '--client', 'chatbot', '--code', 'event.schema']);
  const show = await run(dataDir, ['show', id]);

  expect([list.exitCode, list.printed.length]).toEqual([0, 3]);
  expect(list.printed[1]).toMatch(new RegExp(`^${id} {2}\\d{4}-.+Z {2}chatbot {2}event\\.schema {2}\\d+ B {2}\\{"eventId"`));
  expect(list.printed[2]).toMatch(/^chatbot: 2 kept/);
  expect(show.printed.join('\n')).toContain('userId is missing: 1 to 64 of');
  expect(show.printed.at(-1)).toContain('"productId":"product-1"');
});

test.each(places)('%s, a correction becomes an event, once, and the other one is discarded; the owner did both', async (where) => {
  const { dataDir, server, good, id } = await at(where);
  const [other = ''] = (await run(dataDir, ['list'])).printed[0]?.split(' ') ?? [];

  const fixed = await run(dataDir, ['fix', id, '--body', 'fixed.json'], good);
  const again = await run(dataDir, ['fix', id, '--body', 'fixed.json'], good);
  const discarded = await run(dataDir, ['discard', other]);
  const empty = await run(dataDir, ['list']);

  expect([fixed.exitCode, fixed.printed]).toEqual([0, [`it is the event ${good.eventId} now`]]);
  expect([again.exitCode, again.complaints[0]]).toEqual([1, `no message in quarantine begins with ${id}: see npm run quarantine -- list`]);
  expect([discarded.exitCode, empty.printed]).toEqual([0, ['chatbot: 0 kept (0 B)']]);
  const { leads, activities } = await afterwards(dataDir, where, server);
  expect(leads).toMatchObject([{ id: 'user-1~product-1', searches: 1 }]);
  expect(activities.map(({ kind }) => kind).sort()).toEqual(['packetDiscarded', 'packetReplayed']);
  expect(activities).toMatchObject([{ by: 'owner' }, { by: 'owner' }]);
});

test.each(places)('%s, what cannot be taken is said in words, and nothing changes', async (where) => {
  const { dataDir, id } = await at(where);

  const asItIs = await run(dataDir, ['replay', id]);
  const stillWrong = await run(dataDir, ['fix', id, '--body', 'b.json'], { ...aSearchBody(), kind: 'searched', userId: '가' });
  const gone = await run(dataDir, ['discard', 'f'.repeat(64)]);

  expect([asItIs.exitCode, asItIs.complaints]).toEqual([1, ['it was not taken (event.schema: userId); see npm run quarantine -- show']]);
  expect(stillWrong.complaints[0]).toContain('event.schema: userId');
  expect(gone.complaints[0]).toContain('quarantine.unknown');
  expect((await run(dataDir, ['list'])).printed).toHaveLength(3);
});

test.each([
  [[]],
  [['list', 'abc']],
  [['list', '--code', 'nonsense']],
  [['show']],
  [['show', 'XYZ']],
  [['fix', 'abc']],
  [['replay', 'abc', '--body', 'x']],
  [['explode', 'abc']],
  [['show', 'abc', '--client', 'chatbot']],
  [['list', '--workspace', 'a b']],
])('given the arguments %j, says how it is used', async (args) => {
  const { exitCode, complaints } = await run(temporaryFolder(), args);

  expect([exitCode, complaints[0]]).toEqual([2, expect.stringContaining('npm run quarantine -- list')]);
});

test('given a body that is no JSON, or no file, says so', async () => {
  const { dataDir, id } = await withBadSearch();

  const broken = await run(dataDir, ['fix', id, '--body', 'b.json'], '{');
  const missing = await run(dataDir, ['fix', id, '--body', 'b.json']);

  expect([broken.exitCode, broken.complaints[0]]).toEqual([2, expect.stringContaining('b.json is no JSON that can be read')]);
  expect([missing.exitCode, missing.complaints[0]]).toEqual([2, expect.stringContaining('ENOENT')]);
});

test('given no data, or a workspace that is not there, says what to do', async () => {
  const { dataDir, server } = await withBadSearch();

  const noData = await run(temporaryFolder(), ['list']);
  const noOwner = await run(dataDir, ['list', '--workspace', 'other']);
  await server.stop();
  const noWorkspace = await run(dataDir, ['list', '--workspace', 'other']);

  expect([noData.exitCode, noData.complaints[0]]).toEqual([1, expect.stringContaining('there is no data')]);
  expect(noOwner.complaints[0]).toContain('the token of the owner of other is not in');
  expect(noWorkspace.complaints[0]).toContain('there is no workspace other');
});

test.each(['no JSON', '{"status":"ok"}'])(
  'given another program where the server listened (it answers %s), nothing is believed of it',
  async (said) => {
    const { dataDir } = await runServer();
    const other = createServer((_request, response) => response.end(said)).listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const file = join(dataDir, 'listening.json');
    const { port: httpPort } = other.address() as AddressInfo;
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), httpPort }));

    const { exitCode, complaints, printed } = await run(dataDir, ['list']);

    expect([exitCode, printed, complaints]).toEqual([1, [], [expect.stringContaining('server.unreachable')]]);
  },
);

test('given a message with words that would steer a terminal, it steers none', async () => {
  const dataDir = temporaryFolder();
  const server = await runServer({ dataDir });
  const client = await server.connect();
  await client.publishAsync(server.up('searched'), 'a\u001b[2Jb', { qos: 1 });

  const { printed } = await run(dataDir, ['list']);

  expect(printed[0]).toContain('a\ufffd[2Jb');
});
