import type { ModelCard } from '../../../contract/policy/model-card.ts';
import { type Account, accountId } from '../session-memory.ts';

export type ModelKind = ModelCard['id'];
export type KeptFile = Readonly<{ hash: string; bytes: Uint8Array }>;

/** The last learned file of each kind on this machine, so that a start without a server goes on with it. Of one account only (I9). */
export interface ModelFiles {
  last(account: Account, kind: ModelKind): Promise<KeptFile | undefined>;
  /** Takes the place of the one there was. */
  keep(account: Account, kind: ModelKind, file: KeptFile): Promise<void>;
}

const database = 'talklens-models-1';
const store = 'file';

/**
 * In an IndexedDB of its own: files are no documents, and Cache Storage knows no `app:` addresses (Service Workers 5.4.3, `Cache.put` refuses every scheme but HTTP's).
 */
export function browserModelFiles(factory: IDBFactory): ModelFiles {
  const keyOf = (account: Account, kind: ModelKind) => `${accountId(account)} ${kind}`;

  const inStore = async <T>(mode: IDBTransactionMode, work: (files: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    const opening = factory.open(database);
    opening.onupgradeneeded = () => void opening.result.createObjectStore(store);
    const open = await done(opening);
    try {
      const transaction = open.transaction(store, mode);
      const result = await done(work(transaction.objectStore(store)));
      if (mode === 'readwrite') await ended(transaction);
      return result;
    } finally {
      open.close();
    }
  };

  return {
    last: (account, kind) => inStore<KeptFile | undefined>('readonly', (files) => files.get(keyOf(account, kind))),
    keep: async (account, kind, file) => {
      await inStore('readwrite', (files) => files.put(file, keyOf(account, kind)));
    },
  };
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const ended = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
