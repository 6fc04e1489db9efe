import { copyFile, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Checkpoint } from '../../../contract/replication.ts';
import type { Store } from '../port/store.ts';
import { aQuestionFact } from '../testing/build-fact.ts';
import { openSqlite, sqliteOptions, temporaryFolder } from '../testing/open-sqlite.ts';
import { openSqliteStore } from './open-sqlite-store.ts';

const ALL = 1_000;
let folder: string;
let path: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  path = join(folder, 'talklens.db');
});
afterEach(() => rm(folder, { recursive: true }));

async function openShop(file = path): Promise<Store> {
  const store = await openSqlite(file);
  await store.credentials.ensureWorkspace('shop');
  return store;
}

const write = (store: Store, ...ids: readonly string[]) =>
  store.feed.transaction('shop', (tx) => tx.write(ids.map((id) => ({ collection: 'member', id, document: { id, addedAt: 1 } }))));

async function pull(store: Store, after?: Checkpoint) {
  const page = await store.feed.pull('shop', 'member', after, ALL);
  return page === 'resync' ? page : { ids: page.documents.map(({ id }) => id), checkpoint: page.checkpoint };
}

async function checkpointOf(store: Store): Promise<Checkpoint> {
  const page = await pull(store);
  if (page === 'resync') throw new Error('resync');
  return page.checkpoint;
}

test('given an open store, refuses a second writer until the first has closed', async () => {
  const first = await openShop();

  const second = await openSqliteStore(sqliteOptions(path));
  await first.close();
  const third = await openShop();

  expect(second).toEqual({ ok: false, code: 'store.locked' });
  await third.close();
});

test('given a newer schema, refuses and leaves the file as it is', async () => {
  await (await openShop()).close();
  const newer = new DatabaseSync(path);
  newer.exec('PRAGMA user_version = 999');
  newer.close();
  const before = await readFile(path);

  const opened = await openSqliteStore(sqliteOptions(path));

  expect(opened).toEqual({ ok: false, code: 'store.newerSchema' });
  expect(await readFile(path)).toEqual(before);
});

test('given a file that is no database, throws and lets go of the guard', async () => {
  await copyFile(import.meta.filename, path);

  await expect(openSqliteStore(sqliteOptions(path))).rejects.toThrow('not a database');

  await rm(path);
  await (await openShop()).close();
});

test('given a new store, nobody else may read its files', async () => {
  const store = await openShop();
  await store.log.appendEvents('shop', [aQuestionFact()]);

  const modes = await Promise.all(['', '-wal', '-shm', '.lock'].map(async (suffix) => (await stat(`${path}${suffix}`)).mode & 0o777));

  expect(modes).toEqual([0o600, 0o600, 0o600, 0o600]);
  await store.close();
});

test.each([
  ['as it was', []],
  ['that has since grown past the client', ['d', 'e', 'f', 'g']],
] as const)('given a restored backup %s, a checkpoint of what was lost is answered by a resync', async (_, grown) => {
  const before = await openShop();
  await write(before, 'a', 'b');
  const kept = await checkpointOf(before);
  await before.close();
  const backup = join(folder, 'backup.db');
  await copyFile(path, backup);
  const lost = await openShop();
  await write(lost, 'c', 'c2');
  const beyond = await checkpointOf(lost);
  await lost.close();

  const restored = await openShop(backup);
  await write(restored, ...grown);

  expect(await pull(restored, beyond)).toBe('resync');
  expect(await pull(restored, { ...kept, seq: kept.seq + 1 })).toBe('resync');
  expect(await pull(restored, kept)).toMatchObject({ ids: grown });
  await restored.close();
});

test('given a copied file and both going on, neither takes the other one’s checkpoints', async () => {
  const origin = await openShop();
  await write(origin, 'a');
  const common = await checkpointOf(origin);
  await origin.close();
  await copyFile(path, join(folder, 'copy.db'));

  const [left, right] = [await openShop(), await openShop(join(folder, 'copy.db'))];
  await write(left, 'left');
  await write(right, 'right');

  expect(await pull(left, await checkpointOf(right))).toBe('resync');
  expect(await pull(right, await checkpointOf(left))).toBe('resync');
  expect(await pull(left, common)).toMatchObject({ ids: ['left'] });
  expect(await pull(right, common)).toMatchObject({ ids: ['right'] });
  await Promise.all([left.close(), right.close()]);
});
