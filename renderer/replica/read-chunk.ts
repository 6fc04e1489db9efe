import { fillWithDefaultSettings, normalizeMangoQuery, prepareQuery } from 'rxdb/plugins/core';
import type { Stored, StoredCollection } from './replica-store.ts';
import { storedSchema } from './stored-schema.ts';

/** As RxDB fills it in: what its queries are prepared with. */
const filledSchema = fillWithDefaultSettings(storedSchema);

/** The first `limit` live documents whose id comes after another; past RxDB's documents and query cache, which would hold all of them for good. */
export async function readChunk({ storageInstance }: StoredCollection, after: string, limit: number): Promise<readonly Stored[]> {
  const selector = { _deleted: { $eq: false }, id: { $gt: after } };
  const query = normalizeMangoQuery<Stored>(filledSchema, { selector, sort: [{ id: 'asc' }], limit });
  const { documents } = await storageInstance.query(prepareQuery(filledSchema, query));
  return documents.map(({ id, body }) => ({ id, body }));
}
