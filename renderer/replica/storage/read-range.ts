import type { PreparedQuery, RxStorageInstance } from 'rxdb/plugins/core';
import type { RxStorageInstanceDexie } from 'rxdb/plugins/storage-dexie';

/**
 * RxDB's Dexie storage walks a cursor, an event a document. A query that is one range of one index, in its order, is read in one
 * request instead; everything else stays RxDB's.
 */
export function readRangesAtOnce<D>(instance: RxStorageInstanceDexie<D>): RxStorageInstanceDexie<D> {
  const query = instance.query.bind(instance);
  instance.query = async (prepared) => (isRange(prepared) ? { documents: await readRange(instance, prepared) } : query(prepared));
  return instance;
}

type Documents<D> = Awaited<ReturnType<RxStorageInstance<D, unknown, unknown>['query']>>['documents'];

/** With a limit, so that nobody reads a whole store into memory by mistake. */
const isRange = <D>({ query, queryPlan }: PreparedQuery<D>): boolean =>
  queryPlan.selectorSatisfiedByIndex && queryPlan.sortSatisfiedByIndex && !query.skip && query.limit !== undefined;

async function readRange<D>(instance: RxStorageInstanceDexie<D>, { query, queryPlan }: PreparedQuery<D>): Promise<Documents<D>> {
  const { dexieTable, booleanIndexes } = await instance.internals;
  const flags = new Set(booleanIndexes);
  const bound = (keys: readonly unknown[]) => keys.map((key, i) => (flags.has(queryPlan.index[i] as string) ? toFlag(key) : key));
  const stored: Record<string, unknown>[] = await dexieTable
    .where(`[${queryPlan.index.join('+')}]`)
    .between(bound(queryPlan.startKeys), bound(queryPlan.endKeys), queryPlan.inclusiveStart, queryPlan.inclusiveEnd)
    .limit(query.limit as number)
    .toArray();
  for (const document of stored) for (const flag of booleanIndexes) document[flag] = document[flag] === '1';
  return stored as Documents<D>;
}

/** As RxDB stores a boolean that is in an index: IndexedDB has no such keys. */
const toFlag = (key: unknown): string => (key === true ? '1' : '0');
