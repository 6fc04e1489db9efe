import type { DexieSettings, RxStorage } from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { readRangesAtOnce } from './read-range.ts';
import { skipAbsent } from './skip-absent.ts';

type Dexie = ReturnType<typeof getRxStorageDexie>;
type Internals = Awaited<ReturnType<Dexie['createStorageInstance']>>['internals'];

/** RxDB's Dexie storage, asked for less: the same stores, the same documents, fewer requests to IndexedDB. */
export function browserStorage(settings: DexieSettings = {}): RxStorage<Internals, DexieSettings> {
  const dexie = getRxStorageDexie({ ...settings, onCreate: skipAbsent });
  return {
    name: dexie.name,
    rxdbVersion: dexie.rxdbVersion,
    createStorageInstance: async (parameters) => readRangesAtOnce(await dexie.createStorageInstance(parameters)),
  };
}
