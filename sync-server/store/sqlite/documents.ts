import type { Collection } from '../../../contract/collection.ts';
import { bucketOf } from '../../../domain/digest/bucket.ts';
import type { FeedPage, Kept, KeptDocument } from '../port/feed.ts';
import { type Database, prepare } from './database.ts';
import type { Workspace } from './workspaces.ts';

export interface DocumentReads {
  named<K extends Kept>(workspace: Workspace, collection: K, ids: readonly string[]): ReadonlyMap<string, KeptDocument<K>>;
  from<K extends Kept>(workspace: Workspace, collection: K, prefix: string, after: string, limit: number): readonly KeptDocument<K>[];
  /** Documents and tombstones in `seq` order, with the last `seq` among them. */
  changed(workspace: Workspace, collection: Collection, afterSeq: number, limit: number): ChangedPage;
  head(workspace: Workspace, collection: Collection): number;
  /** Documents and tombstones of one bucket. */
  bucket(workspace: Workspace, collection: Collection, bucket: number): readonly ChangeRow[];
  /** Every document, as the bytes that stand there, by id. Inside of one transaction. */
  bodies(workspace: Workspace, collection: Collection): Iterable<DocumentBody>;
}

export type ChangedPage = Readonly<{ documents: FeedPage['documents']; lastSeq: number | undefined }>;

export type DocumentBody = Readonly<{ id: string; body: string }>;
type BodyRow = Readonly<{ body: string }>;
type ChangeRow = Readonly<{ id: string; seq: number; body: string | null }>;

/** After every id that starts with the prefix: ids are compared by their UTF-8 bytes. */
const LAST_CHARACTER = '\u{10ffff}';

/** Read at once where all of a collection is looked at. */
const BODIES_AT_ONCE = 1_000;

export function documentReads(database: Database): DocumentReads {
  const named = prepare<BodyRow>(
    database,
    'SELECT body FROM document WHERE workspace = ? AND collection = ? AND id = ? AND body IS NOT NULL',
  );
  const from = prepare<BodyRow>(
    database,
    `SELECT body FROM document WHERE workspace = ? AND collection = ? AND id >= max(?, ?) AND id < ? AND id <> ? AND body IS NOT NULL
     ORDER BY id LIMIT ?`,
  );
  const changed = prepare<ChangeRow>(
    database,
    'SELECT id, seq, body FROM document WHERE workspace = ? AND collection = ? AND seq > ? ORDER BY seq LIMIT ?',
  );
  const head = prepare<{ seq: number }>(
    database,
    'SELECT seq FROM document WHERE workspace = ? AND collection = ? AND seq > 0 ORDER BY seq DESC LIMIT 1',
  );
  const ids = prepare<Readonly<{ id: string }>>(database, 'SELECT id FROM document WHERE workspace = ? AND collection = ?');
  const row = prepare<ChangeRow>(
    database,
    'SELECT id, seq, body FROM document WHERE workspace = ? AND collection = ? AND id = ? AND seq IS NOT NULL',
  );
  const bodies = prepare<DocumentBody>(
    database,
    'SELECT id, body FROM document WHERE workspace = ? AND collection = ? AND id > ? AND body IS NOT NULL ORDER BY id LIMIT ?',
  );

  return {
    named<K extends Kept>({ id: workspace }: Workspace, collection: K, ids: readonly string[]) {
      const found = new Map<string, KeptDocument<K>>();
      for (const id of ids) {
        const row = named.get(workspace, collection, id);
        if (row) found.set(id, JSON.parse(row.body));
      }
      return found;
    },
    from: ({ id: workspace }, collection, prefix, after, limit) =>
      from.all(workspace, collection, prefix, after, prefix + LAST_CHARACTER, after, limit).map(({ body }) => JSON.parse(body)),
    changed({ id: workspace }, collection, afterSeq, limit) {
      const rows = changed.all(workspace, collection, afterSeq, limit);
      return { documents: rows.map(pulled), lastSeq: rows.at(-1)?.seq };
    },
    head: ({ id: workspace }, collection) => head.get(workspace, collection)?.seq ?? 0,
    bucket: ({ id: workspace }, collection, bucket) =>
      ids.all(workspace, collection).flatMap(({ id }) => (bucketOf(id) === bucket ? (row.get(workspace, collection, id) ?? []) : [])),
    *bodies({ id: workspace }, collection) {
      for (let after: string | undefined = ''; after !== undefined; ) {
        const rows: readonly DocumentBody[] = bodies.all(workspace, collection, after, BODIES_AT_ONCE);
        yield* rows;
        after = rows.at(-1)?.id;
      }
    },
  };
}

const pulled = ({ id, body }: ChangeRow): FeedPage['documents'][number] => (body === null ? { id, deleted: true } : JSON.parse(body));
