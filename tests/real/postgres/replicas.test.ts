import { randomUUID } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aCommand } from '../../../contract/testing/build-command.ts';
import { aSearchBody, inbox, runServer, type TestServer } from '../../../sync-server/testing/run-server.ts';
import { temporaryFolder } from '../../../sync-server/testing/temporary-folder.ts';
import { type Cluster, missingPostgres, startCluster } from '../../postgres/cluster.ts';
import { freshDatabase } from './open-store.ts';

const EVENTS = 200;
const ALL = 100_000;
const url = 'https://shop.example/';
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

    const decoder = new TextDecoder();
    let told = '';
    while (!told.includes('"lead"')) {
      const { value, done } = await reader.read();
      expect(done).toBe(false);
      told += decoder.decode(value, { stream: true });
    }
    await reader.cancel();
  });

  test('given a dispatch and its cancel in one request, neither server hands any of it over (I8)', async () => {
    const [left, right] = await twoServers();
    const said = (kind: string, body: object) => ({ kind, eventId: randomUUID(), occurredAt: Date.now(), ...body });
    const consent = { userId: 'user-1', channel: 'kakao', granted: true, evidence: '네' };
    await left.post(
      '/v1/events',
      [
        said('product', { productId: 'product-1', name: '장갑', priceKrw: 100, category: '옷', inStock: true, imageUrl: url, url }),
        said('identified', { userId: 'user-1', name: '김하나', phone: '010-1234-5678' }),
        said('consented', { ...consent, purpose: 'ad' }),
        said('consented', { ...consent, purpose: 'night-ad' }),
      ],
      left.byClient,
    );
    const consents = async () => (await right.store.feed.documentsFrom('shop', 'person', '', '', 1)).flatMap(({ consents }) => consents);
    await expect.poll(consents, patience).toHaveLength(2); // told last: before it everybody would be skipped, and there is nothing to cancel
    const recipients = [{ userId: 'user-1', productIds: ['product-1'] }];
    const outcomes: unknown[] = [];

    for (let time = 0; time < 20; time += 1) {
      const dispatch = aCommand({ kind: 'requestDispatch', recipients }, { issuedAt: Date.now() });
      const cancel = aCommand({ kind: 'cancelDispatch', dispatchId: dispatch.id }, { issuedAt: Date.now(), after: [dispatch.id] });
      const answer = await right.post('/v1/commands', { commands: [dispatch, cancel] });
      outcomes.push(...((await answer.json()) as { outcomes: { status: string }[] }).outcomes.map(({ status }) => status));
    }

    expect(outcomes).toEqual(Array.from({ length: 40 }, () => 'applied'));
    for (const server of [left, right]) expect(await (await server.get('/v1/sandbox/ledger')).json()).toEqual({ entries: [] });
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
