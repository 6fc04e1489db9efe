import { randomUUID } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aCommand } from '../../../contract/testing/build-command.ts';
import { aSearchBody, inbox, runServer, type TestServer, temporaryFolder } from '../../../sync-server/testing/run-server.ts';
import { type Cluster, missingPostgres, password, startCluster } from './cluster.ts';
import { freshDatabase } from './open-store.ts';

const EVENTS = 200;
const ALL = 100_000;
const patience = { timeout: 20_000, interval: 50 };

describe.skipIf(missingPostgres())('servers on one PostgreSQL', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster.dispose());

  test('given two servers, events through both are folded once, a command has one effect, an answer goes down once (I2, I6)', async () => {
    const [left, right] = await twoServers();
    const chatbot = await left.connect();
    const received = inbox(chatbot);
    await chatbot.subscribeAsync(left.allDown, { qos: 1 });
    const bodies = Array.from({ length: EVENTS }, (_, n) => aSearchBody({ userId: `user-${n % 20}` }));
    const [overMqtt, overHttp] = [bodies.slice(0, EVENTS / 2), bodies.slice(EVENTS / 2)];

    await Promise.all([
      ...overMqtt.map((body) => chatbot.publishAsync(left.up('searched'), JSON.stringify(body), { qos: 1 })),
      ...overHttp.map((body) => right.post('/v1/events', { kind: 'searched', ...body }, right.byClient)),
    ]);

    await expect.poll(() => new Set(received.map(({ body }) => body.eventId)).size, patience).toBe(EVENTS);
    expect(received).toHaveLength(EVENTS);
    const leads = await left.store.feed.documentsFrom('shop', 'lead', '', '', ALL);
    expect(leads.reduce((sum, lead) => sum + lead.searches, 0)).toBe(EVENTS);

    const command = aCommand({ kind: 'patchLeads', groups: [{ field: 'tag:vip', to: 'on', leads: leads.map(({ id }) => id) }] });
    const before = await left.store.log.head('shop');
    const answers = await Promise.all([left, right, left, right].map((server) => server.post('/v1/commands', { commands: [command] })));
    const outcomes = await Promise.all(answers.map((answer) => answer.json()));

    expect(outcomes).toEqual(outcomes.map(() => outcomes[0]));
    expect(outcomes[0]).toMatchObject({ outcomes: [{ id: command.id, status: 'applied' }] });
    expect(await left.store.log.head('shop')).toBe(before + 1);
  });

  test('given a change through one server, a desk at the other is told without asking', async () => {
    const [left, right] = await twoServers();
    const stream = await right.get('/v1/replication/stream');
    const reader = (stream.body as ReadableStream<Uint8Array>).getReader();
    await reader.read(); // every head, on connect

    await left.post('/v1/events', { kind: 'searched', ...aSearchBody() }, left.byClient);

    const { value } = await reader.read();
    expect(new TextDecoder().decode(value)).toContain('"lead"');
    await reader.cancel();
  });

  test('given a PostgreSQL that is killed and comes back under load, loses nothing acknowledged and goes on by itself (I1)', async () => {
    const lines: string[] = [];
    const server = await runServer({ env: { DATABASE_URL: await freshDatabase(cluster) }, logTo: { write: (line) => lines.push(line) } });
    const acknowledged: string[] = [];
    const refused: number[] = [];
    const load = { on: true };
    const publishing = Promise.all(Array.from({ length: 4 }, () => publishWhile(server, load, acknowledged, refused)));
    await expect.poll(() => acknowledged.length, patience).toBeGreaterThan(100);

    await cluster.stop('kill');
    await expect.poll(() => refused.length, patience).toBeGreaterThan(0);
    await cluster.start();
    const sofar = acknowledged.length;
    await expect.poll(() => acknowledged.length, patience).toBeGreaterThan(sofar + 100);
    load.on = false;
    await publishing;

    const storedIds = async () =>
      (await server.store.log.read('shop', 0, ALL)).filter(({ kind }) => kind === 'event').map(({ factId }) => factId);
    const missing = async () => {
      const stored = new Set(await storedIds());
      return acknowledged.filter((id) => !stored.has(id));
    };
    await expect.poll(missing, patience).toEqual([]); // the last ones may be about to get their place
    const stored = await storedIds();
    expect(new Set(stored).size).toBe(stored.length);
    expect(new Set(refused)).toEqual(new Set([503]));
    const searches = async () =>
      (await server.store.feed.documentsFrom('shop', 'lead', '', '', ALL)).reduce((sum, lead) => sum + lead.searches, 0);
    await expect.poll(searches, patience).toBe(stored.length);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => line.includes(password) || line.includes('postgres://'))).toEqual([]);
  });

  /** Two servers with data folders of their own, as on two machines, and the same first credentials. */
  async function twoServers(): Promise<readonly [TestServer, TestServer]> {
    const env = { DATABASE_URL: await freshDatabase(cluster) };
    const left = await runServer({ env });
    const dataDir = temporaryFolder();
    for (const file of ['owner.json', 'client.json']) copyFileSync(join(left.dataDir, file), join(dataDir, file));
    return [left, await runServer({ env, dataDir })];
  }
});

async function publishWhile(server: TestServer, load: Readonly<{ on: boolean }>, acknowledged: string[], refused: number[]): Promise<void> {
  while (load.on) {
    const body = aSearchBody({ eventId: randomUUID() });
    const { status } = await server.post('/v1/events', { kind: 'searched', ...body }, server.byClient);
    if (status < 300) acknowledged.push(body.eventId);
    else refused.push(status);
  }
}
