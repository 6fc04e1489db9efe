import { randomBytes, randomUUID } from 'node:crypto';
import { someTime } from '../../../contract/testing/build-event.ts';
import type { Store } from '../../../sync-server/store/port/store.ts';
import { openPostgresStore } from '../../../sync-server/store/postgres/open-postgres-store.ts';
import type { StoreUnderTest } from '../../../sync-server/store/store-contract.ts';
import { administer, type Cluster } from '../../postgres/cluster.ts';

export const optionsOf = (url: string) => ({ url, now: () => someTime, randomUuid: randomUUID, randomBytes });

export async function openStore(url: string): Promise<Store> {
  const opened = await openPostgresStore(optionsOf(url));
  if (!opened.ok) throw new Error(opened.code);
  return opened.value;
}

let databases = 0;

/** A database of its own name in the cluster of this file. */
export const freshDatabase = (cluster: Cluster): Promise<string> => {
  databases += 1;
  return cluster.createDatabase(`test_${databases}`);
};

/** A store on an empty schema of one database: much quicker to make than a database. */
export async function openFreshPostgres(url: string): Promise<StoreUnderTest> {
  await administer(url, 'DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  let store = await openStore(url);
  return {
    store,
    async restart() {
      await store.close();
      store = await openStore(url);
      return store;
    },
    dispose: () => store.close(),
  };
}
