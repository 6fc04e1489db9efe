import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aSearchBody, inbox, runServer, type TestServer } from '../../../sync-server/testing/run-server.ts';
import { temporaryFolder } from '../../../sync-server/testing/temporary-folder.ts';
import { createWakeUps } from '../../../sync-server/wake-ups/wake-ups.ts';
import { builtProgram } from '../../journey/project.ts';
import { type Cluster, missingPostgres, startCluster } from '../../postgres/cluster.ts';
import { runNode } from '../run-program.ts';
import { freshDatabase, openStore } from './open-store.ts';

const patience = { timeout: 20_000, interval: 50 };
const rounds = 3;

describe.skipIf(missingPostgres())('credentials and workspaces of servers on one PostgreSQL', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster.dispose());

  test.each(['revoke', 'rotate'])('given %s by another process, both servers close what the old secret opened (I9)', async (verb) => {
    const { left, right, operate } = await twoServers();
    const { secret = '' } = await operate('client', 'add', 'webchat');
    const { token = '' } = await operate('member', 'add', 'kim');
    const as = { username: 'shop/webchat', clientId: 'shop/webchat', password: secret };
    const bots = [await left.connect(as), await right.connect(as, true)];
    const streams = await Promise.all([left, right].map((server) => server.get('/v1/replication/stream', authorization(token))));
    const open = new Set(['bot of the left', 'bot of the right', 'stream of the left', 'stream of the right']);
    const endings = [...bots.map(closed), ...streams.map(drained)];
    for (const [index, what] of [...open].entries()) void endings[index]?.then(() => open.delete(what));

    await operate('client', verb, 'webchat');
    await operate('member', verb, 'kim');
    await expect.poll(() => [...open], patience).toEqual([]);

    for (const server of [left, right]) {
      await expect(server.connect(as)).rejects.toThrow();
      expect((await server.get('/v1/me', authorization(token))).status).toBe(401);
      expect((await server.get('/v1/me', authorization(left.owner.token))).status).toBe(200);
    }
  });

  test('given a credential that is added and revoked between two looks, who relays wake-ups is told of it each time (I9)', async () => {
    const url = await freshDatabase(cluster);
    const [here, elsewhere] = [await openStore(url), await openStore(url)];
    await here.credentials.ensureWorkspace('shop');
    const wakeUps = createWakeUps();
    let woken = 0;
    wakeUps.credentialsChanged$.subscribe(() => {
      woken += 1;
    });
    const relay = elsewhere.shared?.relay(wakeUps);
    const comeAndGo = async (name: string) => {
      const credential = { workspace: 'shop', kind: 'client', name } as const;
      await here.credentials.add({ ...credential, secretHash: name, at: 0 });
      await here.credentials.remove(credential);
    };
    await expect.poll(() => comeAndGo('first').then(() => woken), patience).toBeGreaterThan(0); // it looks from now on

    for (let round = 1; round <= rounds; round++) {
      const before = woken;
      await comeAndGo(`round-${round}`);
      await expect.poll(() => woken, patience).toBeGreaterThan(before);
    }

    await relay?.stop();
    await Promise.all([here.close(), elsewhere.close()]);
  });

  test('given a rotation asked of one server, the other hears of it and closes what the old secret opened', async () => {
    const { left, right, operate } = await twoServers();
    const { secret = '' } = await operate('client', 'add', 'webchat');
    const bot = await right.connect({ username: 'shop/webchat', clientId: 'shop/webchat', password: secret });
    const gone = closed(bot);
    const { operatorToken } = JSON.parse(readFileSync(join(left.dataDir, 'listening.json'), 'utf8'));

    const operation = { verb: 'rotate', workspace: 'shop', kind: 'client', name: 'webchat' };
    const answer = await left.post('/v1/operation', operation, authorization(operatorToken));
    await gone;

    expect(answer.status).toBe(200);
  });

  test('given a workspace made by another process, both servers serve it at once, and nothing of it is in the first one (I9)', async () => {
    const { left, right, operate } = await twoServers();
    const { token = '' } = await operate('workspace', 'add', 'shop2');
    const { secret = '' } = await operate('client', 'add', 'bot', '--workspace', 'shop2');
    const bot = await left.connect({ username: 'shop2/bot', clientId: 'shop2/bot', password: secret });
    const heard = inbox(bot);
    await bot.subscribeAsync('talklens/v1/shop2/bot/down/#', { qos: 1 });
    const stream = await right.get('/v1/replication/stream', authorization(token));
    const reader = (stream.body as ReadableStream<Uint8Array>).getReader();
    await reader.read(); // every head, on connect

    await bot.publishAsync('talklens/v1/shop2/bot/up/searched', JSON.stringify(aSearchBody()), { qos: 1 });

    await expect.poll(() => heard, patience).toMatchObject([{ topic: 'talklens/v1/shop2/bot/down/accepted' }]);
    expect(new TextDecoder().decode((await reader.read()).value)).toContain('"lead"');
    expect(await leadsOf(right, token)).toEqual(['user-1~product-1']);
    expect(await leadsOf(right, left.owner.token)).toEqual([]);
    await reader.cancel();
  });

  /** Two servers with data folders of their own, as on two machines, and our programs run beside the first. */
  async function twoServers() {
    const env = { DATABASE_URL: await freshDatabase(cluster) };
    const left = await runServer({ env });
    const dataDir = temporaryFolder();
    for (const file of ['owner.json', 'client.json']) copyFileSync(join(left.dataDir, file), join(dataDir, file));
    const right = await runServer({ env, dataDir });
    const operate = async (name: 'client' | 'member' | 'workspace', ...args: string[]): Promise<Record<string, string>> => {
      const { exitCode, stdout, stderr } = await runNode(builtProgram(name), args, { ...env, TALKLENS_DATA_DIR: left.dataDir });
      expect([exitCode, stderr]).toEqual([0, '']);
      return JSON.parse(stdout);
    };
    return { left, right, operate };
  }
});

const authorization = (token: string) => ({ authorization: `Bearer ${token}` });
const closed = (client: MqttClient) => new Promise<void>((resolve) => client.once('close', () => resolve()));

/** Resolves when the stream has ended, however it did. */
const drained = async (stream: Response) => {
  await stream.text().catch(() => undefined);
};

async function leadsOf(server: TestServer, token: string): Promise<string[]> {
  const page = await server.get('/v1/replication/lead', authorization(token));
  return ((await page.json()) as { documents: { id: string }[] }).documents.map(({ id }) => id);
}
