import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runServer } from '../testing/run-server.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { type OperatorProgram, runOperatorCommand } from './operator-command.ts';

type Line = Readonly<{ workspace: string; client?: string; member?: string; secret?: string; token?: string; since?: string }>;

/** Runs `npm run PROGRAM -- ...args` on a folder and says what was printed. */
async function run(program: OperatorProgram, dataDir: string, ...given: (string | Record<string, string>)[]) {
  const args = given.filter((one) => typeof one === 'string');
  const env = Object.assign({}, ...given.filter((one) => typeof one === 'object'));
  const printed: string[] = [];
  const complaints: string[] = [];
  const exitCode = await runOperatorCommand({
    program,
    args,
    env: { TALKLENS_DATA_DIR: dataDir, ...env },
    print: (line) => printed.push(line),
    complain: (words) => complaints.push(words),
  });
  return { exitCode, complaints, lines: printed.map((line) => JSON.parse(line) as Line) };
}

/** The data of a server that has been stopped. */
async function stoppedServer(): Promise<string> {
  const dataDir = temporaryFolder();
  const server = await runServer({ dataDir });
  await server.stop();
  return dataDir;
}

test('given a server that runs, a client is added beside it and may connect at once; its name is taken then', async () => {
  const server = await runServer();

  const { exitCode, lines } = await run('client', server.dataDir, 'add', 'webchat');
  const again = await run('client', server.dataDir, 'add', 'webchat');

  expect([exitCode, lines]).toMatchObject([0, [{ workspace: 'shop', client: 'webchat' }]]);
  const client = await server.connect({ username: 'shop/webchat', clientId: 'shop/webchat', password: lines[0]?.secret ?? '' });
  expect(client.connected).toBe(true);
  expect(again).toMatchObject({ exitCode: 1, complaints: ['the name webchat is taken'], lines: [] });
});

test('given no server, a member is added to the data, and every desk knows them after the next start', async () => {
  const dataDir = await stoppedServer();

  const { lines } = await run('member', dataDir, 'add', 'kim');
  const after = await runServer({ dataDir });

  const me = await after.get('/v1/me', { authorization: `Bearer ${lines[0]?.token}` });
  expect(await me.json()).toMatchObject({ workspace: 'shop', member: 'kim' });
  expect((await after.store.feed.documents('shop', 'member', ['kim'])).size).toBe(1);
});

test('given credentials, the list says their names and since when, and no secret', async () => {
  const server = await runServer({ now: () => Date.UTC(2026, 0, 2) });
  await run('client', server.dataDir, 'add', 'webchat');

  const { lines } = await run('client', server.dataDir, 'list');

  const since = '2026-01-02T00:00:00.000Z';
  expect(lines).toEqual([
    { workspace: 'shop', client: 'chatbot', since },
    { workspace: 'shop', client: 'webchat', since },
  ]);
});

test.each([true, false])('given a rotation (server running: %s), the old secret opens nothing and the new one does', async (running) => {
  const dataDir = temporaryFolder();
  const first = await runServer({ dataDir });
  if (!running) await first.stop();

  const { lines } = await run('client', dataDir, 'rotate', 'chatbot');
  const server = running ? first : await runServer({ dataDir });

  const basic = (secret?: string) => ({ authorization: `Basic ${Buffer.from(`shop/chatbot:${secret}`).toString('base64')}` });
  expect((await server.get('/v1/down', first.byClient)).status).toBe(401);
  expect((await server.get('/v1/down', basic(lines[0]?.secret))).status).toBe(200);
  expect(JSON.parse(readFileSync(join(dataDir, 'client.json'), 'utf8'))).toMatchObject({ secret: lines[0]?.secret });
});

test('given a first client that is revoked, it does not come back with the next start', async () => {
  const dataDir = temporaryFolder();
  const before = await runServer({ dataDir });

  const { exitCode } = await run('client', dataDir, 'revoke', 'chatbot');
  await before.stop();
  const { stop } = await runServer({ dataDir });
  const listed = await run('client', dataDir, 'list');
  await stop();

  expect(exitCode).toBe(0);
  expect(existsSync(join(dataDir, 'client.json'))).toBe(false);
  expect(listed.lines).toEqual([]);
});

test('given an owner whose token is rotated, the next start and our own programs go on with the new one', async () => {
  const dataDir = temporaryFolder();
  const before = await runServer({ dataDir });
  await run('member', dataDir, 'rotate', 'owner');
  await before.stop();

  const after = await runServer({ dataDir });

  expect(after.owner.token).not.toBe(before.owner.token);
  expect((await after.get('/v1/me')).status).toBe(200);
  expect((await after.get('/v1/me', before.byMember)).status).toBe(401);
});

test('given another workspace, it has an owner, clients and members of its own, beside the first one in one server (I9)', async () => {
  const server = await runServer();

  const made = await run('workspace', server.dataDir, 'add', 'shop2');
  const bot = await run('client', server.dataDir, 'add', 'shop2-bot', '--workspace', 'shop2');
  const kim = await run('member', server.dataDir, 'add', 'kim', '--workspace=shop2');

  const me = async (token?: string) => (await server.get('/v1/me', { authorization: `Bearer ${token}` })).json();
  expect(await me(made.lines[0]?.token)).toMatchObject({ workspace: 'shop2', member: 'owner' });
  expect(await me(kim.lines[0]?.token)).toMatchObject({ workspace: 'shop2', member: 'kim' });
  expect(bot.lines).toMatchObject([{ workspace: 'shop2', client: 'shop2-bot' }]);
  expect((await run('workspace', server.dataDir, 'list')).lines).toEqual([{ workspace: 'shop' }, { workspace: 'shop2' }]);
  expect((await run('client', server.dataDir, 'list')).lines.map(({ client }) => client)).toEqual(['chatbot']);
  expect(JSON.parse(readFileSync(join(server.dataDir, 'owner.json'), 'utf8'))).toEqual(server.owner);
  expect(JSON.parse(readFileSync(join(server.dataDir, 'owner.shop2.json'), 'utf8'))).toMatchObject({ token: made.lines[0]?.token });
});

test.each([
  ['client', ['revoke', 'nobody'], 'there is no client nobody in the workspace shop: see npm run client -- list'],
  ['member', ['rotate', 'chatbot'], 'there is no member chatbot in the workspace shop'],
  ['client', ['add', 'webchat', '--workspace', 'shpo'], 'there is no workspace shpo: npm run workspace -- add shpo'],
  ['client', ['list', '--workspace', 'shpo'], 'there is no workspace shpo'],
  ['member', ['revoke', 'owner'], 'a workspace keeps its owner: npm run member -- rotate owner'],
  ['workspace', ['add', 'shop'], 'the workspace shop is there already'],
] as const)('given npm run %s -- %j, nothing is done and it says why', async (program, args, words) => {
  const dataDir = await stoppedServer();

  const { exitCode, complaints, lines } = await run(program, dataDir, ...args);

  expect([exitCode, lines]).toEqual([1, []]);
  expect(complaints[0]).toContain(words);
});

test.each([
  ['member', []],
  ['member', ['remove', 'kim']],
  ['member', ['add']],
  ['member', ['add', 'kim/lee']],
  ['member', ['add', 'system']],
  ['member', ['add', 'kim', 'lee']],
  ['member', ['list', 'kim']],
  ['client', ['add', 'a'.repeat(65)]],
  ['client', ['add', '챗봇']],
  ['client', ['add', 'bot', '--workspace', 'a/b']],
  ['client', ['add', 'bot', '--workspace']],
  ['client', ['add', 'bot', '--grace', '10m']],
  ['workspace', ['add', 'a b']],
  ['workspace', ['add', 'a', '--workspace', 'b']],
] as const)('given npm run %s -- %j, it says how it is used', async (program, args) => {
  const { exitCode, complaints } = await run(program, temporaryFolder(), ...args);

  expect(exitCode).toBe(2);
  expect(complaints[0]).toContain(`npm run ${program} -- add`);
});

test.each(['nothing', '.'])('given a folder without data (%s), it says so and makes none', async (folder) => {
  const dataDir = join(temporaryFolder(), folder);

  const { exitCode, complaints } = await run('client', dataDir, 'add', 'webchat');

  expect(exitCode).toBe(1);
  expect(complaints[0]).toContain('there is no data');
  expect(existsSync(join(dataDir, 'talklens.db'))).toBe(false);
});

test('given a setting that cannot be used, it is named', async () => {
  const { exitCode, complaints } = await run('client', temporaryFolder(), 'add', 'webchat', { TALKLENS_MQTT_PORT: 'mqtt' });

  expect(exitCode).toBe(2);
  expect(complaints).toEqual(['TALKLENS_MQTT_PORT has a value that cannot be used (config.invalid)']);
});

test('given a PostgreSQL that cannot be reached, it says so without the address', async () => {
  const { exitCode, complaints } = await run('client', temporaryFolder(), 'add', 'webchat', {
    DATABASE_URL: 'postgres://talklens:not-to-be-shown@127.0.0.1:1/talklens',
  });

  expect(exitCode).toBe(1);
  expect(complaints[0]).toContain('PostgreSQL not running');
  expect(complaints[0]).not.toContain('not-to-be-shown');
});

test.each(['{"host":"127.0.0.1","httpPort":1,"mqttPort":1,"operatorToken":"x"}', ''])(
  'given a server that has the data open and cannot be asked (%j), it says so',
  async (listening) => {
    const server = await runServer();
    writeFileSync(join(server.dataDir, 'listening.json'), listening);

    const { exitCode, complaints } = await run('client', server.dataDir, 'add', 'webchat');

    expect(exitCode).toBe(1);
    expect(complaints[0]).toContain('does not answer (server.unreachable)');
  },
);

test.each(process.platform === 'linux' ? ['0.0.0.0', '127.0.0.9'] : ['0.0.0.0'])(
  'given a server that listens on %s, it is asked there',
  async (host) => {
    const server = await runServer({ env: { TALKLENS_HOST: host, TALKLENS_ALLOW_PLAIN: '1' } });

    expect((await run('client', server.dataDir, 'list')).lines).toMatchObject([{ client: 'chatbot' }]);
  },
);

test.each(['no JSON', '{"status":"ok"}'])(
  'given another program where the server listened (it answers %s), nothing is believed of it',
  async (said) => {
    const server = await runServer();
    const other = createServer((_request, response) => response.end(said)).listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const file = join(server.dataDir, 'listening.json');
    const { port } = other.address() as AddressInfo;
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), httpPort: port }));

    const { exitCode, complaints, lines } = await run('client', server.dataDir, 'add', 'webchat');

    expect([exitCode, lines, complaints]).toEqual([1, [], [expect.stringContaining('server.unreachable')]]);
  },
);
