import { getQueryMatcher, getSortComparator, type PreparedQuery, type RxStorageInstance } from 'rxdb/plugins/core';
import type { RxStorageInstanceDexie } from 'rxdb/plugins/storage-dexie';

/**
 * RxDB's Dexie storage walks a cursor along an index, an event a document. What comes next by id is read in one request here; whatever
 * else is asked for is looked for among all documents: those of a session and RxDB's own, which are few. Nobody counts.
 */
export function readWithoutIndex<D>(instance: RxStorageInstanceDexie<D>): RxStorageInstanceDexie<D> {
  instance.query = async (prepared) => ({
    documents: isNextById(prepared, instance.primaryPath as string)
      ? await readNext(instance, prepared)
      : await lookThrough(instance, prepared),
  });
  return instance;
}

type Documents<D> = Awaited<ReturnType<RxStorageInstance<D, unknown, unknown>['query']>>['documents'];

/** The live documents of a range of ids, in their order. With a limit, so that nobody reads a whole store into memory by mistake. */
const isNextById = <D>({ query, queryPlan }: PreparedQuery<D>, id: string): boolean =>
  queryPlan.selectorSatisfiedByIndex &&
  queryPlan.sortSatisfiedByIndex &&
  !query.skip &&
  query.limit !== undefined &&
  queryPlan.index.join() === `_deleted,${id}` &&
  [queryPlan.startKeys, queryPlan.endKeys].every(([deleted]: readonly unknown[]) => deleted === false);

async function readNext<D>(instance: RxStorageInstanceDexie<D>, { query, queryPlan }: PreparedQuery<D>): Promise<Documents<D>> {
  const { dexieTable, booleanIndexes } = await instance.internals;
  const limit = query.limit as number;
  const live: Record<string, unknown>[] = [];
  let [from, above] = [queryPlan.startKeys[1], !queryPlan.inclusiveStart];
  for (;;) {
    const wanted = limit - live.length;
    const range = dexieTable.where(':id').between(from, queryPlan.endKeys[1], !above, queryPlan.inclusiveEnd);
    const found: Record<string, unknown>[] = await range.limit(wanted).toArray();
    live.push(...found.map((document) => withBooleans(document, booleanIndexes)).filter(({ _deleted }) => !_deleted));
    if (live.length === limit || found.length < wanted) return live as Documents<D>;
    [from, above] = [found.at(-1)?.[instance.primaryPath as string] as string, true];
  }
}

async function lookThrough<D>(instance: RxStorageInstanceDexie<D>, { query }: PreparedQuery<D>): Promise<Documents<D>> {
  const { dexieTable, booleanIndexes } = await instance.internals;
  const all: Record<string, unknown>[] = await dexieTable.toArray();
  const documents = all.map((document) => withBooleans(document, booleanIndexes)) as Documents<D>;
  const { skip = 0, limit = Number.POSITIVE_INFINITY } = query;
  return documents
    .filter(getQueryMatcher(instance.schema, query))
    .sort(getSortComparator(instance.schema, query))
    .slice(skip, skip + limit);
}

/** RxDB stores what is in one of its indexes as `'1'` and `'0'`: IndexedDB has no such keys. */
function withBooleans(document: Record<string, unknown>, fields: readonly string[]): Record<string, unknown> {
  for (const field of fields) document[field] = document[field] === '1';
  return document;
}
