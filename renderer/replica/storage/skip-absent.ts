import type { DexieSettings } from 'rxdb/plugins/core';

type Database = Parameters<NonNullable<DexieSettings['onCreate']>>[0];
type Core = Parameters<Parameters<Database['use']>[0]['create']>[0];
type Table = ReturnType<Core['table']>;

/** Every key of IndexedDB 3, section 2.4. */
const anyKey = { type: 3, lower: undefined, upper: undefined } as const;

/**
 * RxDB reads every document twice before it writes it. In a store that was empty when it was opened, only what was written since can
 * be there; nothing else is asked of IndexedDB, which is two of three requests of a first fill. One connection writes a store
 * (`replica-lock.ts`), so nobody else puts anything there meanwhile.
 */
export function skipAbsent(database: Database): void {
  database.use({
    stack: 'dbcore',
    name: 'skipAbsent',
    create: (core) => ({ table: (name) => skippingAbsent(core.table(name)) }),
  });
}

function skippingAbsent(below: Table): Table {
  /** What may be there: whatever was written, or failed to be; undefined where there was something before. */
  let written: Set<unknown> | undefined;
  let looked = false;

  /** Promises of the layer below, since others would leave the transaction. */
  const whenLooked = (trans: Parameters<Table['getMany']>[0]['trans']) =>
    below.query({ trans, values: false, limit: 1, query: { index: below.schema.primaryKey, range: anyKey } }).then(({ result }) => {
      if (!looked && result.length === 0) written = new Set();
      looked = true;
    });

  const getSome = (request: Parameters<Table['getMany']>[0]) => {
    const { keys } = request;
    const asked = written ? keys.filter((key) => written?.has(key)) : keys;
    return below.getMany({ ...request, keys: asked }).then((found) => {
      const byKey = new Map(asked.map((key, i) => [key, found[i]]));
      return keys.map((key) => byKey.get(key));
    });
  };

  return {
    ...below,
    getMany: (request) => (looked ? getSome(request) : whenLooked(request.trans).then(() => getSome(request))),
    mutate: (request) => {
      if (request.type === 'put' || request.type === 'add') {
        const keys = request.keys ?? request.values.map((value) => below.schema.primaryKey.extractKey?.(value));
        for (const key of keys) written?.add(key);
        looked ||= keys.length > 0; // written to before it was looked at: what was there is not known
      }
      return below.mutate(request);
    },
  };
}
