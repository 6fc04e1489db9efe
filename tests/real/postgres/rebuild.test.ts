import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aSearchBody, runServer } from '../../../sync-server/testing/run-server.ts';
import { builtProgram } from '../../journey/project.ts';
import { administer, type Cluster, missingPostgres, startCluster } from '../../postgres/cluster.ts';
import { runNode } from '../run-program.ts';
import { freshDatabase } from './open-store.ts';

const ALL = 100_000;
const LEADS = 30;
const patience = { timeout: 30_000, interval: 50 };

describe.skipIf(missingPostgres())('npm run rebuild and npm run verify on PostgreSQL', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster.dispose());

  test('given a server under load and leads that somebody has spoilt, it repairs them beside it and sends nothing (I2)', async () => {
    const env = { DATABASE_URL: await freshDatabase(cluster) };
    const server = await runServer({ env });
    const said: string[] = [];
    const say = async (userId: string) => {
      const body = aSearchBody({ userId, eventId: randomUUID() });
      const { ok } = await server.post('/v1/events', { kind: 'searched', ...body }, server.byClient);
      if (ok) said.push(body.eventId);
    };
    const leads = () => server.store.feed.documentsFrom('shop', 'lead', '', '', ALL);
    const searches = async () => (await leads()).reduce((sum, lead) => sum + lead.searches, 0);
    await Promise.all(Array.from({ length: LEADS }, (_, n) => say(`user-${n}`)));
    await expect.poll(searches, patience).toBe(LEADS);
    await administer(
      env.DATABASE_URL,
      `UPDATE document SET body = replace(body, '"searches":1', '"searches":7') WHERE collection = 'lead'`,
    );

    let rebuilding = true;
    const load = (async () => {
      while (rebuilding) await say('user-0');
    })();
    const rebuilt = await runNode(builtProgram('rebuild'), [], env);
    rebuilding = false;
    await load;

    expect(rebuilt).toMatchObject({ exitCode: 0, stderr: '' });
    expect(rebuilt.stdout).toMatch(/shop: \d+ facts folded, [1-9]\d* documents repaired, 0 removed/);
    await expect.poll(searches, patience).toBe(said.length);
    const again = await runNode(builtProgram('rebuild'), [], env);
    expect(again.stdout).toContain(', 0 documents repaired, 0 removed');
    const answers = await server.store.outbox.waiting('shop', 'chatbot', 0, ALL);
    expect(answers.flatMap(({ messages }) => messages)).toHaveLength(said.length);
  });

  test('given a fact that somebody has changed, verify names it beside the server, and a rebuild refuses', async () => {
    const env = { DATABASE_URL: await freshDatabase(cluster) };
    const server = await runServer({ env });
    await server.post('/v1/events', { kind: 'searched', ...aSearchBody({ userId: 'damaged' }) }, server.byClient);
    const whole = await runNode(builtProgram('verify'), [], env);
    await administer(env.DATABASE_URL, `UPDATE fact SET body = replace(body, '"userId":"damaged"', '"userId":"dameged"')`);

    const damaged = await runNode(builtProgram('verify'), [], env);
    const rebuilt = await runNode(builtProgram('rebuild'), [], env);

    expect(whole).toMatchObject({ exitCode: 0, stderr: '' });
    expect(damaged).toMatchObject({ exitCode: 1, stderr: '' });
    expect(damaged.stdout).toMatch(/^shop: position \d+ is damaged$/m);
    expect(rebuilt).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('store.damaged') });
  });

  test('given a database that cannot be reached, it says so by its code and without the password (I11)', async () => {
    const env = { DATABASE_URL: cluster.url('postgres').replace(/:\d+\//, ':1/') };

    const { exitCode, stderr } = await runNode(builtProgram('rebuild'), [], env);

    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: 'server.storeFailed: PostgreSQL ECONNREFUSED: no connection\n' });
  });
});
