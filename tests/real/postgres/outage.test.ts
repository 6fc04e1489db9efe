import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aSearchBody, runServer, type TestServer } from '../../../sync-server/testing/run-server.ts';
import { type Cluster, missingPostgres, password, startCluster } from '../../postgres/cluster.ts';
import { freshDatabase } from './open-store.ts';

const ALL = 100_000;
const PUBLISHERS = 4;
const patience = { timeout: 30_000, interval: 50 };

describe.skipIf(missingPostgres())('a PostgreSQL that goes away under load', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster.dispose());

  test.each([
    ['restarted in order', 'fast'],
    ['killed', 'kill'],
  ] as const)(
    'given one that is %s, nothing acknowledged is lost, refusals say so, and the server goes on by itself (I1, I2)',
    async (_, how) => {
      const lines: string[] = [];
      const server = await runServer({ env: { DATABASE_URL: await freshDatabase(cluster) }, logTo: { write: (line) => lines.push(line) } });
      const load = startLoad(server);
      await expect.poll(() => load.acknowledged.size, patience).toBeGreaterThan(100);

      await cluster.stop(how);
      await expect.poll(() => load.refused.length, patience).toBeGreaterThan(0);
      const readyWhileAway = await server.get('/readyz');
      await cluster.start();
      const sofar = load.acknowledged.size;
      await expect.poll(() => load.acknowledged.size, patience).toBeGreaterThan(sofar);
      await expect.poll(() => load.acknowledged.size, patience).toBeGreaterThan(sofar + 100);
      await load.stop();

      await expect.poll(() => missing(server, load.acknowledged), patience).toEqual([]); // the last ones may be about to get their place
      const stored = await storedEvents(server);
      expect(new Set(stored).size).toBe(stored.length);
      await expect.poll(() => searches(server), patience).toBe(stored.length);
      await expect.poll(async () => (await server.get('/readyz')).status, patience).toBe(200);
      expect(await readyWhileAway.json()).toEqual({ code: 'server.storeFailed' });
      expect(new Set(load.refused)).toEqual(new Set(['503 server.storeFailed']));
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.filter((line) => line.includes(password) || line.includes('postgres://'))).toEqual([]);
    },
  );
});

/** Publishers that say one event after another, until they are stopped. */
function startLoad(server: TestServer) {
  const acknowledged = new Set<string>();
  const refused: string[] = [];
  let on = true;
  const publish = async () => {
    while (on) {
      const body = aSearchBody({ eventId: randomUUID() });
      const answer = await server.post('/v1/events', { kind: 'searched', ...body }, server.byClient);
      if (answer.ok) acknowledged.add(body.eventId);
      else refused.push(`${answer.status} ${((await answer.json()) as { code: string }).code}`);
    }
  };
  const publishing = Promise.all(Array.from({ length: PUBLISHERS }, publish));
  return {
    acknowledged,
    refused,
    stop: async () => {
      on = false;
      await publishing;
    },
  };
}

const storedEvents = async ({ store }: TestServer) =>
  (await store.log.read('shop', 0, ALL)).filter(({ kind }) => kind === 'event').map(({ factId }) => factId);

async function missing(server: TestServer, acknowledged: ReadonlySet<string>): Promise<readonly string[]> {
  const stored = new Set(await storedEvents(server));
  return [...acknowledged].filter((id) => !stored.has(id));
}

const searches = async ({ store }: TestServer) =>
  (await store.feed.documentsFrom('shop', 'lead', '', '', ALL)).reduce((sum, lead) => sum + lead.searches, 0);
