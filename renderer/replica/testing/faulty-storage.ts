import type { RxDatabaseCreator } from 'rxdb/plugins/core';

type Storage = RxDatabaseCreator['storage'];

/** A write about to happen: which collection of documents, and how many. */
export type AboutToWrite = Readonly<{ collection: string; count: number; context: string }>;

/**
 * A storage whose writes wait for `before`: it may throw (an aborted transaction), take its time, or say `lost`: then the write
 * does not happen and nobody hears of it, as when the process was killed before. `after` is told when it has happened. `name` sets it apart from the same storage opened before, as another process would be.
 */
export function faultyStorage(
  storage: Storage,
  before: (write: AboutToWrite) => Promise<'lost' | undefined>,
  name = storage.name,
  after: (write: AboutToWrite) => void = () => undefined,
): Storage {
  return {
    ...storage,
    name,
    createStorageInstance: async (params) => {
      const instance = await storage.createStorageInstance(params);
      const bulkWrite = instance.bulkWrite.bind(instance);
      instance.bulkWrite = async (rows, context) => {
        const write = { collection: params.collectionName, count: rows.length, context };
        if ((await before(write)) === 'lost') return { error: [] };
        const result = await bulkWrite(rows, context);
        after(write);
        return result;
      };
      return instance;
    },
  };
}

/** A storage in which looking documents up by id fails wherever `fails` says so. */
export const unreadableStorage = (storage: Storage, fails: (collection: string) => boolean): Storage => ({
  ...storage,
  createStorageInstance: async (params) => {
    const instance = await storage.createStorageInstance(params);
    const findDocumentsById = instance.findDocumentsById.bind(instance);
    instance.findDocumentsById = async (ids, deleted) => {
      if (fails(params.collectionName)) throw new Error('UnknownError');
      return findDocumentsById(ids, deleted);
    };
    return instance;
  },
});
