import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { QuarantinePage } from '../../../contract/quarantine.ts';
import { rebuild } from '../../../sync-server/projection/rebuild.ts';
import { runQuarantineCommand } from '../../../sync-server/quarantine-command/run-quarantine-command.ts';
import { aSearchBody, inbox, runServer, type TestServer } from '../../../sync-server/testing/run-server.ts';
import { temporaryFolder } from '../../../sync-server/testing/temporary-folder.ts';
import { type Cluster, missingPostgres, startCluster } from '../../postgres/cluster.ts';
import { freshDatabase } from './open-store.ts';

const ALL = 1_000;
const patience = { timeout: 20_000, interval: 50 };

describe.skipIf(missingPostgres())('quarantine on PostgreSQL', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster.dispose());

  test('given two servers and a tool that send the same corrections at once, each message is one event, answered and audited once', async () => {
    const url = await freshDatabase(cluster);
    const [left, right] = await twoServers(url);
    const chatbot = await left.connect();
    const received = inbox(chatbot);
    await chatbot.subscribeAsync(left.down('accepted'), { qos: 1 });
    const good = Array.from({ length: 10 }, (_, n) => ({ ...aSearchBody({ userId: `user-${n}` }), kind: 'searched' }));
    await left.post(
      '/v1/events',
      good.map((body) => ({ ...body, occurredAt: 'yesterday' })),
      left.byClient,
    );
    const ids = await idsOf(right);

    const statuses = await Promise.all(
      ids.flatMap((id, n) =>
        [left, right].map(async (server) => (await server.post(`/v1/quarantine/${id}/replay`, { event: good[n] })).status),
      ),
    );
    const late = await runTool(url, ['fix', ids[0] ?? '', '--body', '-'], { ...good[0] });

    expect([statuses.filter((status) => status === 200).length, statuses.filter((status) => status === 404).length]).toEqual([10, 10]);
    expect(late).toMatchObject({ exitCode: 1, complaints: [expect.stringContaining('quarantine.unknown')] });
    await expect.poll(() => received.length, patience).toBe(10);
    const leads = await left.store.feed.documentsFrom('shop', 'lead', '', '', ALL);
    expect(leads.map(({ searches }) => searches)).toEqual(good.map(() => 1));
    expect(await left.store.feed.documentsFrom('shop', 'activity', '', '', ALL)).toHaveLength(10);
    expect(await rebuild(left.store, 'shop')).toMatchObject({ written: 0, removed: 0, differing: [] });
  });

  test('given a tool beside a server, what it corrects is folded there without a restart', async () => {
    const url = await freshDatabase(cluster);
    const server = await runServer({ env: { DATABASE_URL: url } });
    const good = { ...aSearchBody(), kind: 'searched' };
    await server.post('/v1/events', { ...good, vip: true }, server.byClient);
    const [id = ''] = await idsOf(server);

    const fixed = await runTool(url, ['fix', id.slice(0, 12), '--body', '-'], good);

    expect(fixed).toMatchObject({ exitCode: 0, printed: [`it is the event ${good.eventId} now`] });
    await expect.poll(async () => (await server.store.feed.documents('shop', 'lead', ['user-1~product-1'])).size, patience).toBe(1);
  });

  const idsOf = async (server: TestServer) =>
    QuarantinePage.parse(await (await server.get('/v1/quarantine')).json())
      .packets.map(({ id }) => id)
      .reverse();

  async function runTool(url: string, args: readonly string[], body: object) {
    const printed: string[] = [];
    const complaints: string[] = [];
    const exitCode = await runQuarantineCommand({
      args,
      env: { TALKLENS_DATA_DIR: temporaryFolder(), DATABASE_URL: url },
      read: () => Buffer.from(JSON.stringify(body)),
      print: (line) => printed.push(line),
      complain: (words) => complaints.push(words),
    });
    return { exitCode, printed, complaints };
  }

  /** Two servers with data folders of their own, as on two machines, and the same first credentials. */
  async function twoServers(url: string): Promise<readonly [TestServer, TestServer]> {
    const env = { DATABASE_URL: url };
    const left = await runServer({ env });
    const dataDir = temporaryFolder();
    for (const file of ['owner.json', 'client.json']) copyFileSync(join(left.dataDir, file), join(dataDir, file));
    return [left, await runServer({ env, dataDir })];
  }
});
