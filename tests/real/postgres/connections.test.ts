import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closePool, inTransaction, openPool, type Queries, writing } from '../../../sync-server/store/postgres/database.ts';
import { aSearchBody, runServer } from '../../../sync-server/testing/run-server.ts';
import { temporaryFolder } from '../../../sync-server/testing/temporary-folder.ts';
import { type Cluster, missingPostgres, startCluster } from '../../postgres/cluster.ts';
import { freshDatabase, openStore } from './open-store.ts';

const ALL = 1_000;
/** More than a store has connections. */
const READERS = 30;
const patience = { timeout: 20_000, interval: 50 };

describe.skipIf(missingPostgres())('connections to PostgreSQL', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster.dispose());

  test('given many who found nobody while PostgreSQL was away, as many are served at once after it', async () => {
    const store = await openStore(await freshDatabase(cluster));
    await store.credentials.ensureWorkspace('shop');
    const readAll = () => Promise.allSettled(Array.from({ length: READERS }, () => store.feed.pull('shop', 'lead', undefined, ALL)));

    await cluster.stop('fast');
    const away = await readAll();
    await cluster.start();
    await expect.poll(() => store.feed.heads('shop').then(Boolean, () => false), patience).toBe(true);
    const back = await readAll();

    expect(new Set(away.map(({ status }) => status))).toEqual(new Set(['rejected']));
    expect(new Set(back.map(({ status }) => status))).toEqual(new Set(['fulfilled']));
    await store.close();
  });

  test('given a connection that PostgreSQL ends in the middle of a transaction, only that one fails and leaves nothing', async () => {
    const url = await freshDatabase(cluster);
    const store = await openStore(url);
    await store.credentials.ensureWorkspace('shop');
    const member = (id: string) => ({ collection: 'member' as const, id, document: { id, addedAt: 1 } });

    const lost = store.feed.transaction('shop', async (feed) => {
      await feed.write([member('before')]);
      await endBackends(url, "state = 'idle in transaction'");
      await feed.write([member('after')]);
    });

    await expect(lost).rejects.toMatchObject({ name: 'PostgresFailure' });
    await store.feed.transaction('shop', (feed) => feed.write([member('later')]));
    const page = await store.feed.pull('shop', 'member', undefined, ALL);
    expect(page).toMatchObject({ documents: [{ id: 'later' }], checkpoint: { seq: 1 } });
    await store.close();
  });

  test('given a connection of ours, its commits are fsynced, and PostgreSQL ends it where it hangs inside a transaction (I1)', async () => {
    const pool = openPool(await freshDatabase(cluster));

    const read = (queries: Queries) =>
      queries`SELECT name, setting FROM pg_settings WHERE name IN ('synchronous_commit', 'idle_in_transaction_session_timeout') ORDER BY name`;

    const [alone, inside] = [await read(pool), await inTransaction(pool, writing, (tx) => read(tx))];

    expect([...alone]).toEqual([
      { name: 'idle_in_transaction_session_timeout', setting: '60000' },
      { name: 'synchronous_commit', setting: 'on' },
    ]);
    expect([...inside]).toEqual([...alone]);
    await closePool(pool);
  });

  test('given a LISTEN that is cut again and again, a change through another server still reaches a desk', async () => {
    const url = await freshDatabase(cluster);
    const left = await runServer({ env: { DATABASE_URL: url } });
    const right = await openStore(url);
    const stream = await left.get('/v1/replication/stream');
    const reader = (stream.body as ReadableStream<Uint8Array>).getReader();
    await reader.read(); // every head, on connect

    for (const id of ['first', 'second']) {
      expect(await endBackends(url, `query ILIKE 'listen%'`)).toBeGreaterThan(0);
      await right.feed.transaction('shop', (feed) => feed.write([{ collection: 'member', id, document: { id, addedAt: 1 } }]));
      const { value } = await reader.read();
      expect(new TextDecoder().decode(value)).toContain('"member"');
      await expect.poll(() => countBackends(url, `query ILIKE 'listen%'`), patience).toBe(1); // it listens again, once
    }

    await reader.cancel();
    await right.close();
  });

  test('given four servers that start at once on an empty database, with the same credentials, one makes the schema and all take events', async () => {
    const env = { DATABASE_URL: await freshDatabase(cluster) };
    const folders = Array.from({ length: 4 }, firstCredentials);

    const servers = await Promise.all(folders.map((dataDir) => runServer({ env, dataDir })));

    const said = await Promise.all(
      servers.map((server) => server.post('/v1/events', { kind: 'searched', ...aSearchBody() }, server.byClient)),
    );
    const asked = await Promise.all(servers.map((server) => server.get('/v1/leads')));
    expect(said.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(asked.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  test('given four servers that start at once without credentials, only the one that made them keeps their files', async () => {
    const env = { DATABASE_URL: await freshDatabase(cluster) };
    const folders = Array.from({ length: 4 }, temporaryFolder);

    await Promise.all(folders.map((dataDir) => runServer({ env, dataDir }).catch(noFiles)));

    for (const name of ['owner.json', 'client.json']) expect(folders.filter((folder) => existsSync(join(folder, name)))).toHaveLength(1);
  });
});

/** The test server reads them after its start. */
function noFiles(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

/** A data folder as an operator gives to each of several servers. */
function firstCredentials(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'owner.json'), JSON.stringify({ workspace: 'shop', member: 'owner', token: 'the-same-token' }));
  writeFileSync(join(folder, 'client.json'), JSON.stringify({ workspace: 'shop', client: 'chatbot', secret: 'the-same-secret' }));
  return folder;
}

async function administered(url: string, statement: string) {
  const sql = postgres(url, { max: 1, onnotice: () => undefined, connection: { application_name: 'test' } });
  try {
    return await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}

const OURS = `datname = current_database() AND application_name = 'talklens'`;
const endBackends = async (url: string, which: string): Promise<number> =>
  (await administered(url, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${OURS} AND ${which}`)).length;
const countBackends = async (url: string, which: string): Promise<number> =>
  (await administered(url, `SELECT FROM pg_stat_activity WHERE ${OURS} AND ${which}`)).length;
