import type { DexieSettings } from 'rxdb/plugins/core';

type Database = Parameters<NonNullable<DexieSettings['onCreate']>>[0];
type Core = Parameters<Parameters<Database['use']>[0]['create']>[0];
type Table = ReturnType<Core['table']>;
type GetMany = Parameters<Table['getMany']>[0];

/**
 * RxDB reads documents to compare them, and the same ones again in the transaction that writes them. What was read last is kept for
 * that second time, until anything is written. One connection writes a store (`replica-lock.ts`), so nobody else changes it meanwhile.
 */
export function rememberRead(database: Database): void {
  database.use({
    stack: 'dbcore',
    name: 'rememberRead',
    create: (core) => ({ ...core, table: (name) => remembering(core.table(name)) }),
  });
}

function remembering(below: Table): Table {
  let last: ReadonlyMap<unknown, unknown> | undefined;
  let writes = 0;

  const forget = () => {
    writes++;
    last = undefined;
  };

  /** In a transaction that writes, what is read may never come to be stored. */
  const readAndKeep = (request: GetMany) => {
    const before = writes;
    return below.getMany(request).then((found) => {
      if (isReadonly(request) && writes === before) last = new Map(request.keys.map((key, i) => [key, found[i]]));
      return found;
    });
  };

  /** Asks the layer below for nothing, since other promises would leave the transaction. */
  const recall = (request: GetMany, known: ReadonlyMap<unknown, unknown>) =>
    below.getMany({ ...request, keys: [] }).then(() => request.keys.map((key) => known.get(key)));

  return {
    ...below,
    getMany: (request) => {
      const known = isReadonly(request) ? undefined : last; // who only reads wants to know what is on the disk
      return known && request.keys.every((key) => known.has(key)) ? recall(request, known) : readAndKeep(request);
    },
    mutate: (request) => {
      forget();
      return below.mutate(request).then(
        (done) => {
          forget();
          return done;
        },
        (error: unknown) => {
          forget();
          throw error;
        },
      );
    },
  };
}

const isReadonly = ({ trans }: GetMany): boolean => (trans as unknown as IDBTransaction).mode === 'readonly';
