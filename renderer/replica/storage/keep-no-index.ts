import type { DexieSettings } from 'rxdb/plugins/core';

type Database = Parameters<NonNullable<DexieSettings['onCreate']>>[0];

/**
 * RxDB keeps three indexes beside the ids, which double what a write costs and what is kept on the disk. Nobody asks by them here:
 * whatever is looked for is known by its id, or looked for in memory (`read-without-index.ts`).
 */
export function keepNoIndex(database: Database): void {
  const version = database.version.bind(database);
  database.version = (number) => {
    const declared = version(number);
    const stores = declared.stores.bind(declared);
    declared.stores = (tables) => stores(Object.fromEntries(Object.entries(tables).map(([name, keys]) => [name, keys && idOf(keys)])));
    return declared;
  };
}

/** Of Dexie's list of keys, which begins with the one that identifies. */
const idOf = (keys: string): string => keys.split(',', 1)[0] as string;
