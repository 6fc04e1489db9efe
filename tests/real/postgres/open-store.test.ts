import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Checkpoint } from '../../../contract/replication.ts';
import type { Store } from '../../../sync-server/store/port/store.ts';
import { openPostgresStore } from '../../../sync-server/store/postgres/open-postgres-store.ts';
import { aQuestionFact, aSearchFact } from '../../../sync-server/store/testing/build-fact.ts';
import { administer, type Cluster, missingPostgres, password, serverPrograms, startCluster } from '../../postgres/cluster.ts';
import { freshDatabase, openStore, optionsOf } from './open-store.ts';

const ALL = 1_000;

describe.skipIf(missingPostgres())('opening a store on PostgreSQL', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster.dispose());

  test('given several replicas that start at once on an empty database, one makes the schema and all work', async () => {
    const url = await freshDatabase(cluster);

    const stores = await Promise.all(Array.from({ length: 6 }, () => openStore(url)));

    await Promise.all(stores.map(({ credentials }) => credentials.ensureWorkspace('shop')));
    await Promise.all(stores.map(({ log }) => log.appendEvents('shop', [aSearchFact()])));
    expect(await stores[0]?.log.head('shop')).toBe(stores.length);
    await Promise.all(stores.map((store) => store.close()));
  });

  test('given a role that owns its database and may do nothing else, all works', async () => {
    await administer(cluster.url('postgres'), `CREATE ROLE plain LOGIN PASSWORD 'plain'`);
    await administer(cluster.url('postgres'), `CREATE DATABASE plain OWNER plain TEMPLATE template0`);
    const url = cluster.url('plain').replace(`talklens:${password}`, 'plain:plain');

    const store = await openShop(url);
    await store.log.appendEvents('shop', [aSearchFact()]);

    expect(await store.log.head('shop')).toBe(1);
    await store.close();
  });

  test('given a newer schema, refuses and leaves it', async () => {
    const url = await freshDatabase(cluster);
    await (await openStore(url)).close();
    await administer(url, 'UPDATE schema_version SET version = 999');

    expect(await openPostgresStore(optionsOf(url))).toEqual({ ok: false, code: 'store.newerSchema' });
  });

  test('given a wrong password or no server, the failure says neither password nor query (I11)', async () => {
    const wrong = cluster.url('postgres').replace(password, 'a-guess');
    const nobody = cluster.url('postgres').replace(/:\d+\//, ':1/');

    for (const url of [wrong, nobody]) {
      const failure = await openPostgresStore(optionsOf(url)).catch((error: unknown) => error);
      expect(failure).toMatchObject({ name: 'PostgresFailure' });
      expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure))).not.toMatch(/a-guess|not-to-be-logged|SELECT/);
    }
  });

  const damages = [
    `UPDATE fact SET at = at + 1`,
    `UPDATE fact SET body = replace(body, '001', '002')`,
    `UPDATE append SET last_position = 7 WHERE last_position = 2`,
    `UPDATE append SET facts = 1`,
    `UPDATE fact SET ord = 2 WHERE ord = 0`,
    `DELETE FROM fact WHERE ord = 0`,
    `UPDATE personal SET person = '40'`,
  ];
  test.each(damages)('given %s, reports the fact and does not serve it', async (damage) => {
    const url = await freshDatabase(cluster);
    const store = await openShop(url);
    await store.log.appendEvents('shop', [aQuestionFact(), aQuestionFact()]);
    await store.log.head('shop');

    await administer(url, damage);

    await expect(store.log.read('shop', 0, ALL)).rejects.toThrow('does not match its checksum');
    await store.close();
  });

  test('given an older copy of the files, servers that go on and a feed grown past the client, the client has to resync', async () => {
    const url = await freshDatabase(cluster);
    const store = await openShop(url);
    await write(store, 'a', 'b');
    const kept = await checkpointOf(store);
    const backup = `${cluster.folder}-backup`;
    await cluster.stop('fast');
    cpSync(cluster.folder, backup, { recursive: true, preserveTimestamps: true });
    own(backup);
    await cluster.start();
    await write(store, 'c', 'd');
    const beyond = await checkpointOf(store);

    await cluster.stop('kill');
    rmSync(cluster.folder, { recursive: true });
    cpSync(backup, cluster.folder, { recursive: true, preserveTimestamps: true });
    own(cluster.folder);
    await cluster.start();

    await expect.poll(() => pull(store, beyond).catch(() => 'unreachable'), { timeout: 30_000 }).toBe('resync');
    await write(store, 'e', 'f', 'g', 'h');
    expect(await pull(store, beyond)).toBe('resync');
    expect(await pull(store, kept)).toMatchObject({ ids: ['e', 'f', 'g', 'h'] });
    await store.close();
  });

  test('given a dump restored into another cluster, events without a place get theirs and later ones come after', async () => {
    const url = await freshDatabase(cluster);
    const store = await openShop(url);
    const [first, second, third] = [aQuestionFact(), aSearchFact(), aSearchFact()];
    await store.log.appendEvents('shop', [first]);
    await store.log.head('shop');
    await store.log.appendEvents('shop', [second]); // has no place yet
    await store.close();
    const other = await startCluster();
    const restored = await other.createDatabase('restored');
    const dump = execFileSync(join(serverPrograms() ?? '', 'pg_dump'), ['--no-owner', url]);
    execFileSync(join(serverPrograms() ?? '', 'psql'), ['--quiet', '--set=ON_ERROR_STOP=1', restored], { input: dump, stdio: 'pipe' });

    const there = await openStore(restored);
    await there.log.appendEvents('shop', [third]);

    const ids = (await there.log.read('shop', 0, ALL)).map(({ position, factId }) => [position, factId]);
    expect(ids).toEqual([
      [1, first.factId],
      [2, second.factId],
      [3, third.factId],
    ]);
    await there.close();
    await other.dispose();
  });

  /** A copy made by root is root's. */
  function own(folder: string): void {
    if (process.getuid?.() === 0) execFileSync('chown', ['-R', 'postgres', folder]);
  }
});

async function openShop(url: string): Promise<Store> {
  const store = await openStore(url);
  await store.credentials.ensureWorkspace('shop');
  return store;
}

const write = async (store: Store, ...ids: readonly string[]) => {
  const changes = ids.map((id) => ({ collection: 'member' as const, id, document: { id, addedAt: 1 } }));
  await expect
    .poll(
      () =>
        store.feed
          .transaction('shop', (tx) => tx.write(changes))
          .then(
            () => true,
            () => false,
          ),
      { timeout: 30_000 },
    )
    .toBe(true);
};

async function pull(store: Store, after?: Checkpoint) {
  const page = await store.feed.pull('shop', 'member', after, ALL);
  return page === 'resync' ? page : { ids: page.documents.map(({ id }) => id), checkpoint: page.checkpoint };
}

async function checkpointOf(store: Store): Promise<Checkpoint> {
  const page = await pull(store);
  if (page === 'resync') throw new Error('resync');
  return page.checkpoint;
}
