import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { someTime } from '../../../contract/testing/build-event.ts';
import type { Store } from '../port/store.ts';
import { openSqliteStore, type SqliteOptions } from '../sqlite/open-sqlite-store.ts';
import type { StoreUnderTest } from '../store-contract.ts';

export const sqliteOptions = (path: string): SqliteOptions => ({ path, now: () => someTime, randomUuid: randomUUID, randomBytes });

/** A folder of one test. */
export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'talklens-store-'));

export async function openSqlite(path: string): Promise<Store> {
  const opened = await openSqliteStore(sqliteOptions(path));
  if (!opened.ok) throw new Error(opened.code);
  return opened.value;
}

/** A store on a file in a folder of its own. */
export async function openFreshSqlite(): Promise<StoreUnderTest> {
  const folder = await temporaryFolder();
  const path = join(folder, 'talklens.db');
  let store = await openSqlite(path);
  return {
    store,
    async restart() {
      await store.close();
      store = await openSqlite(path);
      return store;
    },
    async dispose() {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}
