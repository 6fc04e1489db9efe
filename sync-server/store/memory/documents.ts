import type { Collection } from '../../../contract/collection.ts';
import { canonicalJson } from '../../../domain/identity/canonical-json.ts';
import { byCodeUnit } from '../../../domain/order.ts';
import type { Change, FeedPage, Kept, KeptDocument } from '../port/feed.ts';
import { isReplicated } from '../replicated.ts';
import { countInDigest } from './digests.ts';
import type { StoredDocument, Tables } from './disk.ts';
import { count, countersOf, type Side } from './workspaces.ts';

export function named<K extends Kept>(
  tables: Tables,
  side: Side,
  collection: K,
  ids: readonly string[],
): ReadonlyMap<string, KeptDocument<K>> {
  const rows = tables.documents(collection)[side];
  return new Map(
    ids.flatMap((id) => {
      const body = rows.get(id)?.body;
      return typeof body === 'string' ? [[id, JSON.parse(body) as KeptDocument<K>] as const] : [];
    }),
  );
}

/** Whose id starts with the prefix and comes after another one, by id. */
export const from = <K extends Kept>(
  tables: Tables,
  side: Side,
  collection: K,
  prefix: string,
  after: string,
): readonly KeptDocument<K>[] =>
  [...tables.documents(collection)[side].values()]
    .filter(({ id, body }) => body !== null && id.startsWith(prefix) && id > after)
    .sort((a, b) => byCodeUnit(a.id, b.id))
    .map(({ body }) => JSON.parse(body as string) as KeptDocument<K>);

/** Documents and tombstones in `seq` order, which is that of their last write. */
export const changedAfter = (tables: Tables, collection: Collection, seq: number): readonly StoredDocument[] =>
  [...tables.documents(collection).synced.values()].filter((row) => (row.seq ?? 0) > seq);

export const headOf = (tables: Tables, collection: Collection): number => changedAfter(tables, collection, 0).at(-1)?.seq ?? 0;

export const pulled = ({ id, body }: StoredDocument): FeedPage['documents'][number] =>
  body === null ? { id, deleted: true } : JSON.parse(body);

/** In a transaction: whether anything became different; then a replicated one counts in the digest and has the next `seq` (I4), which is returned. */
export function write(tables: Tables, { collection, id, document }: Change): number | boolean {
  const rows = tables.documents(collection);
  const body = document === null ? null : canonicalJson(document);
  const before = rows.open.get(id)?.body ?? null;
  if (before === body) return false;
  if (!isReplicated(collection)) {
    rows.put(id, body === null ? undefined : { id, body });
    return true;
  }
  const seq = countersOf(tables, 'open').seq + 1;
  rows.put(id, { id, seq, body });
  countInDigest(tables, collection, id, before, body);
  count(tables, { seq });
  return seq;
}

/** In a transaction: what is there and was not made again, as deletions. */
export const vanished = (tables: Tables, kept: Iterable<Kept>, made: (collection: Kept, id: string) => boolean): readonly Change[] =>
  [...kept].flatMap((collection) =>
    [...tables.documents(collection).open.values()]
      .filter(({ id, body }) => body !== null && !made(collection, id))
      .map(({ id }) => ({ collection, id, document: null }) as Change),
  );
