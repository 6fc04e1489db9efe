import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runServer, temporaryFolder } from '../testing/run-server.ts';
import { runCredentialCommand } from './credential-command.ts';

/** Runs `npm run KIND -- ...args` on a folder and says what was printed. */
async function run(kind: 'client' | 'member', dataDir: string, ...given: (string | Record<string, string>)[]) {
  const args = given.filter((one) => typeof one === 'string');
  const env = Object.assign({}, ...given.filter((one) => typeof one === 'object'));
  const printed: string[] = [];
  const complaints: string[] = [];
  const exitCode = await runCredentialCommand({
    kind,
    args,
    env: { TALKLENS_DATA_DIR: dataDir, ...env },
    toLine: (workspace, name, secret) => ({ workspace, name, secret }),
    print: (line) => printed.push(line),
    complain: (words) => complaints.push(words),
  });
  return { exitCode, complaints, made: printed.map((line) => JSON.parse(line) as { workspace: string; name: string; secret: string }) };
}

test('given a server that runs, a client is added beside it and may connect at once; its name is taken then', async () => {
  const server = await runServer();

  const { exitCode, made } = await run('client', server.dataDir, 'add', 'webchat');
  const again = await run('client', server.dataDir, 'add', 'webchat');

  expect(exitCode).toBe(0);
  const client = await server.connect({ username: 'shop/webchat', clientId: 'shop/webchat', password: made[0]?.secret ?? '' });
  expect(client.connected).toBe(true);
  expect(again).toMatchObject({ exitCode: 2, complaints: ['the name webchat is taken'], made: [] });
});

test('given no server, a member is added to the data, and every desk knows them after the next start', async () => {
  const dataDir = temporaryFolder();
  const before = await runServer({ dataDir });
  await before.stop();

  const { made } = await run('member', dataDir, 'add', 'kim');
  const after = await runServer({ dataDir });

  const me = await after.get('/v1/me', { authorization: `Bearer ${made[0]?.secret}` });
  expect(await me.json()).toMatchObject({ workspace: 'shop', member: 'kim' });
  expect((await after.store.feed.documents('shop', 'member', ['kim'])).size).toBe(1);
});

test('given a member who is not the owner, they cannot make credentials', async () => {
  const server = await runServer();
  const { made } = await run('member', server.dataDir, 'add', 'kim');

  const response = await server.post('/v1/credentials', { kind: 'member', name: 'lee' }, { authorization: `Bearer ${made[0]?.secret}` });

  expect([response.status, await response.json()]).toEqual([401, { code: 'auth.invalid', detail: 'owner' }]);
});

test('given a name that is taken, the answer says that, and not that something changed since it was read', async () => {
  const server = await runServer();

  const response = await server.post('/v1/credentials', { kind: 'client', name: 'chatbot' });

  expect([response.status, await response.json()]).toEqual([409, { code: 'request.nameTaken', detail: 'name' }]);
});

test.each([[[]], [['remove', 'kim']], [['add']], [['add', 'kim/lee']], [['add', 'kim', 'lee']]])(
  'given %j, it says how it is used',
  async (args) => {
    const { exitCode, complaints } = await run('member', temporaryFolder(), ...args);

    expect(exitCode).toBe(2);
    expect(complaints[0]).toContain('npm run member -- add NAME');
  },
);

test('given a folder without data, it says so', async () => {
  const { complaints } = await run('client', join(temporaryFolder(), 'nothing'), 'add', 'webchat');

  expect(complaints[0]).toContain('there is no data');
});

test('given a setting that cannot be used, it is named', async () => {
  const { exitCode, complaints } = await run('client', temporaryFolder(), 'add', 'webchat', { TALKLENS_MQTT_PORT: 'mqtt' });

  expect(exitCode).toBe(2);
  expect(complaints).toEqual(['TALKLENS_MQTT_PORT has a value that cannot be used (config.invalid)']);
});

test('given a server that has the data open and does not answer, it says so', async () => {
  const server = await runServer();
  writeFileSync(join(server.dataDir, 'listening.json'), '{"httpPort":1,"mqttPort":1}');

  const { exitCode, complaints } = await run('client', server.dataDir, 'add', 'webchat');

  expect(exitCode).toBe(2);
  expect(complaints).toEqual(['the server that has this data open does not answer (server.unreachable)']);
});
