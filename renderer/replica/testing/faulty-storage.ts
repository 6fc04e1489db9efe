import type { RxDatabaseCreator } from 'rxdb/plugins/core';

type Storage = RxDatabaseCreator['storage'];

/** A write about to happen: which collection of documents, and how many. */
export type AboutToWrite = Readonly<{ collection: string; count: number; context: string }>;

/**
 * A storage whose writes wait for `before`: it may throw (an aborted transaction), take its time, or never resolve (a process
 * that was killed). `name` sets it apart from the same storage opened before, as another process would be.
 */
export function faultyStorage(storage: Storage, before: (write: AboutToWrite) => Promise<void>, name = storage.name): Storage {
  return {
    ...storage,
    name,
    createStorageInstance: async (params) => {
      const instance = await storage.createStorageInstance(params);
      const bulkWrite = instance.bulkWrite.bind(instance);
      instance.bulkWrite = async (rows, context) => {
        await before({ collection: params.collectionName, count: rows.length, context });
        return bulkWrite(rows, context);
      };
      return instance;
    },
  };
}

export const never = () => new Promise<never>(() => undefined);
