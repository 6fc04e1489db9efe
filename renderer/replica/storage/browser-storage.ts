import type { DexieSettings, RxStorage } from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { keepNoIndex } from './keep-no-index.ts';
import { pushNothing } from './push-nothing.ts';
import { readWithoutIndex } from './read-without-index.ts';
import { rememberRead } from './remember-read.ts';
import { skipAbsent } from './skip-absent.ts';

type Dexie = ReturnType<typeof getRxStorageDexie>;
type Internals = Awaited<ReturnType<Dexie['createStorageInstance']>>['internals'];

/** RxDB's Dexie storage, asked for less: the same documents, no index, fewer requests to IndexedDB. */
export function browserStorage(settings: DexieSettings = {}): RxStorage<Internals, DexieSettings> {
  const dexie = getRxStorageDexie({
    ...settings,
    onCreate: (database) => {
      keepNoIndex(database);
      skipAbsent(database);
      rememberRead(database);
    },
  });
  return {
    name: dexie.name,
    rxdbVersion: dexie.rxdbVersion,
    createStorageInstance: async (parameters) => {
      const instance = readWithoutIndex(await dexie.createStorageInstance(parameters));
      pushNothing(instance);
      return instance;
    },
  };
}
