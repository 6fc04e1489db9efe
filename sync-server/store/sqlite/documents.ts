import { type Collection, collections } from '../../../contract/collection.ts';
import { canonicalJson } from '../../../domain/identity/canonical-json.ts';
import type { Change, FeedPage, Kept, KeptDocument } from '../port/feed.ts';
import { type Database, prepare } from './database.ts';
import type { Workspace } from './workspaces.ts';

export interface DocumentReads {
  named<K extends Kept>(workspace: Workspace, collection: K, ids: readonly string[]): ReadonlyMap<string, KeptDocument<K>>;
  from<K extends Kept>(workspace: Workspace, collection: K, prefix: string, after: string, limit: number): readonly KeptDocument<K>[];
  /** Documents and tombstones in `seq` order, with the last `seq` among them. */
  changed(workspace: Workspace, collection: Collection, afterSeq: number, limit: number): ChangedPage;
  head(workspace: Workspace, collection: Collection): number;
}

export type ChangedPage = Readonly<{ documents: FeedPage['documents']; lastSeq: number | undefined }>;

type BodyRow = Readonly<{ body: string }>;
type ChangeRow = Readonly<{ id: string; seq: number; body: string | null }>;

/** After every id that starts with the prefix: ids are compared by their UTF-8 bytes. */
const LAST_CHARACTER = '\u{10ffff}';

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
  };
}

const pulled = ({ id, body }: ChangeRow): FeedPage['documents'][number] => (body === null ? { id, deleted: true } : JSON.parse(body));

export interface DocumentWrites {
  /** Whether anything became different. `seq` is given to a replicated document only then; the same bytes keep theirs. */
  write(workspace: Workspace, change: Change, seq: number): boolean;
}

const replicated: ReadonlySet<Kept> = new Set(collections);
export const isReplicated = (collection: Kept): collection is Collection => replicated.has(collection);

export function documentWrites(database: Database): DocumentWrites {
  const put = prepare(
    database,
    `INSERT INTO document (workspace, collection, id, seq, body) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (workspace, collection, id) DO UPDATE SET seq = excluded.seq, body = excluded.body
     WHERE document.body IS NOT excluded.body`,
  );
  const bury = prepare(
    database,
    'UPDATE document SET seq = ?, body = NULL WHERE workspace = ? AND collection = ? AND id = ? AND body IS NOT NULL',
  );
  const forget = prepare(database, 'DELETE FROM document WHERE workspace = ? AND collection = ? AND id = ?');

  return {
    write({ id: workspace }, { collection, id, document }, seq) {
      const feedSeq = isReplicated(collection) ? seq : null;
      if (document !== null) return put.run(workspace, collection, id, feedSeq, canonicalJson(document)) === 1;
      if (feedSeq !== null) return bury.run(feedSeq, workspace, collection, id) === 1;
      return forget.run(workspace, collection, id) === 1;
    },
  };
}
