import type { Collection } from '../../../contract/collection.ts';
import { accountId } from '../session-memory.ts';

const shopAccount = (workspace: string) => accountId({ workspace, member: 'owner' });

/** The IndexedDB database in which RxDB's Dexie storage keeps a collection. */
const databaseName = async (workspace: string, collection: Collection): Promise<string> => {
  const all = await indexedDB.databases();
  const found = all.find(({ name }) => name?.includes(shopAccount(workspace)) && name.endsWith(`--${collection}`));
  if (!found?.name) throw new Error(`no database of ${collection}`);
  return found.name;
};

const done = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Changes a record in IndexedDB itself, behind RxDB's back; `undefined` takes it away. */
export async function damageRecord(
  workspace: string,
  collection: Collection,
  id: string,
  damage: (record: Record<string, unknown>) => object | undefined,
): Promise<void> {
  const database = await done(indexedDB.open(await databaseName(workspace, collection)));
  const store = database.transaction('docs', 'readwrite').objectStore('docs');
  const damaged = damage((await done(store.get(id))) as Record<string, unknown>);
  await (damaged ? done(store.put(damaged)) : done(store.delete(id)));
  database.close();
}
