import { type Collection, collections } from '../../../contract/collection.ts';
import { bucketOf } from '../../../domain/digest/bucket.ts';
import type { FeedPage, Kept, KeptDocument } from '../port/feed.ts';
import type { Queries } from './database.ts';
import type { Workspace } from './workspaces.ts';

type BodyRow = Readonly<{ id: string; body: string }>;
type ChangeRow = Readonly<{ id: string; seq: number; body: string | null }>;
export type ChangedPage = Readonly<{ documents: FeedPage['documents']; lastSeq: number | undefined }>;

/** After every id that starts with the prefix: ids are compared by their bytes. */
const LAST_CHARACTER = '\u{10ffff}';

/**
 * The bodies of those that exist, each looked up by its whole key. `id = ANY (...)` would let a planner whose statistics are old, as they are while a
 * table fills, look through all of the collection, and so would a plain join.
 */
export const namedBodies = (
  queries: Queries,
  { id: workspace }: Workspace,
  collection: Kept,
  ids: readonly string[],
): PromiseLike<BodyRow[]> =>
  queries<BodyRow[]>`
    SELECT named.id, body FROM unnest(${[...ids]}::text[]) AS named (id)
    CROSS JOIN LATERAL (
      SELECT body FROM document WHERE workspace = ${workspace} AND collection = ${collection} AND document.id = named.id LIMIT 1
    ) AS found WHERE body IS NOT NULL`;

/** Those that exist, in the order asked for. */
export async function namedDocuments<K extends Kept>(
  queries: Queries,
  workspace: Workspace,
  collection: K,
  ids: readonly string[],
): Promise<ReadonlyMap<string, KeptDocument<K>>> {
  if (ids.length === 0) return new Map();
  const rows = await namedBodies(queries, workspace, collection, ids);
  const bodies = new Map(rows.map(({ id, body }) => [id, body]));
  const found = new Map<string, KeptDocument<K>>();
  for (const id of ids) {
    const body = bodies.get(id);
    if (body !== undefined) found.set(id, JSON.parse(body));
  }
  return found;
}

/** By id, from after `after` on; every one where `limit` is absent. */
export async function documentsFrom<K extends Kept>(
  queries: Queries,
  { id: workspace }: Workspace,
  collection: K,
  { prefix, after, limit }: Readonly<{ prefix: string; after: string; limit?: number }>,
): Promise<readonly KeptDocument<K>[]> {
  const rows = await queries<BodyRow[]>`
    SELECT id, body FROM document
    WHERE workspace = ${workspace} AND collection = ${collection} AND id >= ${prefix} AND id > ${after} AND id < ${prefix + LAST_CHARACTER}
      AND body IS NOT NULL
    ORDER BY id LIMIT ${limit ?? null}`;
  return rows.map(({ body }) => JSON.parse(body));
}

/** Documents and tombstones in `seq` order, with the last `seq` among them. */
export async function changedDocuments(
  queries: Queries,
  { id: workspace }: Workspace,
  collection: Collection,
  afterSeq: number,
  limit: number,
): Promise<ChangedPage> {
  const rows = await queries<ChangeRow[]>`
    SELECT id, seq, body FROM document WHERE workspace = ${workspace} AND collection = ${collection} AND seq > ${afterSeq}
    ORDER BY seq LIMIT ${limit}`;
  return { documents: rows.map(pulled), lastSeq: rows.at(-1)?.seq };
}

/** Documents and tombstones of one bucket. */
export async function bucketRows(
  queries: Queries,
  { id: workspace }: Workspace,
  collection: Collection,
  bucket: number,
): Promise<readonly ChangeRow[]> {
  const all = await queries<{ id: string }[]>`SELECT id FROM document WHERE workspace = ${workspace} AND collection = ${collection}`;
  const ids = all.flatMap(({ id }) => (bucketOf(id) === bucket ? [id] : []));
  return queries<ChangeRow[]>`
    SELECT id, seq, body FROM document
    WHERE workspace = ${workspace} AND collection = ${collection} AND id = ANY(${ids}::text[]) AND seq IS NOT NULL`;
}

const pulled = ({ id, body }: ChangeRow): FeedPage['documents'][number] => (body === null ? { id, deleted: true } : JSON.parse(body));

/** The highest `seq` of every collection; 0 for an empty one. */
export async function headsOf(queries: Queries, { id: workspace }: Workspace): Promise<Readonly<Record<Collection, number>>> {
  const rows = await queries<{ collection: Collection; seq: number }[]>`
    SELECT collection, head.seq FROM unnest(${[...collections]}::text[]) AS collection
    CROSS JOIN LATERAL (
      SELECT seq FROM document WHERE workspace = ${workspace} AND document.collection = collection.collection AND seq > 0
      ORDER BY seq DESC LIMIT 1
    ) AS head`;
  const heads = new Map(rows.map(({ collection, seq }) => [collection, seq]));
  return Object.fromEntries(collections.map((name) => [name, heads.get(name) ?? 0])) as Record<Collection, number>;
}
