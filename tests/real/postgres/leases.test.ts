import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Lease } from '../../../sync-server/store/port/leases.ts';
import type { SharedState, Store } from '../../../sync-server/store/port/store.ts';
import { aSearchBody, inbox, runServer, type TestServer } from '../../../sync-server/testing/run-server.ts';
import { temporaryFolder } from '../../../sync-server/testing/temporary-folder.ts';
import { administer, type Cluster, missingPostgres, startCluster } from '../../postgres/cluster.ts';
import { freshDatabase, openStore } from './open-store.ts';

const EVENTS = 60;
/** Of a hand-over. */
const PAGE = 16;
const ALL = 1_000;
const patience = { timeout: 20_000, interval: 20 };

describe.skipIf(missingPostgres())('a client connected to more than one server', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster.dispose());

  const leaseOf = ({ shared }: Store): Lease => (shared as SharedState).leases.of('shop', 'chatbot');

  test('given two holders, the newer one has the lease, the other one learns it, and gets it back when it is let go or runs out', async () => {
    const url = await freshDatabase(cluster);
    const [left, right] = [await openStore(url), await openStore(url)];
    await left.credentials.ensureWorkspace('shop');
    const [older, newer] = [leaseOf(left), leaseOf(right)];

    await older.take();
    const alone = [await older.keep(), await newer.keep()];
    await newer.take();
    await expect.poll(() => older.keep(), patience).toBe(false);
    const taken = await newer.keep();
    await newer.release();
    await expect.poll(() => older.keep(), patience).toBe(true);
    await newer.take();
    await expect.poll(() => older.keep(), patience).toBe(false);
    await administer(url, 'UPDATE client_lease SET until = clock_timestamp()'); // its process ended, and ten seconds went by

    await expect.poll(() => older.keep(), patience).toBe(true);
    expect([alone, taken]).toEqual([[true, false], true]);
    await Promise.all([left.close(), right.close()]);
  });

  test('given both connections alive, answers come down over the newer one, and over the older one when that is gone', async () => {
    const [left, right] = await twoServers();
    const [older, atLeft] = await listening(left);
    const [newer, atRight] = await listening(right);

    await say(left);
    await expect.poll(() => distinct(atRight), patience).toBe(EVENTS);
    await say(right);
    await expect.poll(() => distinct(atRight), patience).toBe(2 * EVENTS);
    const repeated = atLeft.length + atRight.length - 2 * EVENTS;
    await newer.endAsync();
    const before = atLeft.length;
    await say(right);

    await expect.poll(() => distinct(atLeft, atRight), patience).toBe(3 * EVENTS);
    await expect.poll(() => waiting(left), patience).toEqual([]);
    expect(repeated).toBeLessThanOrEqual(PAGE); // what was on its way while the newer one came
    expect(distinct(atLeft.slice(before))).toBeGreaterThanOrEqual(EVENTS);
    expect(distinct(atLeft.slice(before))).toBeLessThanOrEqual(EVENTS + PAGE); // and while it went
    expect(older.connected).toBe(true);
  });

  test('given an older connection that takes everything and acknowledges nothing, the newer one does not starve', async () => {
    const [left, right] = await twoServers();
    const deaf = await left.connect();
    let unacknowledged = 0;
    deaf.handleMessage = () => undefined;
    deaf.on('packetreceive', ({ cmd }) => {
      if (cmd === 'publish') unacknowledged += 1;
    });
    await deaf.subscribeAsync(left.allDown, { qos: 1 });
    await say(left);
    await expect.poll(() => unacknowledged, patience).toBeGreaterThan(0);

    const [, received] = await listening(right);

    await expect.poll(() => distinct(received), patience).toBe(EVENTS);
    await expect.poll(() => waiting(left), patience).toEqual([]);
    expect(received).toHaveLength(EVENTS);
  });

  async function twoServers(): Promise<readonly [TestServer, TestServer]> {
    const env = { DATABASE_URL: await freshDatabase(cluster) };
    const left = await runServer({ env });
    const dataDir = temporaryFolder();
    for (const file of ['owner.json', 'client.json']) copyFileSync(join(left.dataDir, file), join(dataDir, file));
    return [left, await runServer({ env, dataDir })];
  }
});

type Inbox = ReturnType<typeof inbox>;

async function listening(server: TestServer): Promise<readonly [MqttClient, Inbox]> {
  const client = await server.connect();
  const received = inbox(client);
  await client.subscribeAsync(server.allDown, { qos: 1 });
  return [client, received];
}

const say = (server: TestServer) =>
  Promise.all(Array.from({ length: EVENTS }, () => server.post('/v1/events', { kind: 'searched', ...aSearchBody() }, server.byClient)));

const distinct = (...inboxes: readonly Inbox[]) => new Set(inboxes.flat().map(({ body }) => body.id)).size;
const waiting = ({ store }: TestServer) => store.outbox.waiting('shop', 'chatbot', 0, ALL);
