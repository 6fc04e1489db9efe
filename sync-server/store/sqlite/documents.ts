import { type Collection, collections } from '../../../contract/collection.ts';
import { canonicalJson } from '../../../domain/identity/canonical-json.ts';
import type { Change, FeedPage, Kept, KeptDocument } from '../port/feed.ts';
import { type Database, prepare } from './database.ts';
import type { DocumentMemory } from './document-memory.ts';
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

/** Documents as the open transaction has them. */
export interface DocumentsInTransaction extends Pick<DocumentReads, 'named' | 'from'> {
  /** Whether anything became different. `seq` is given to a replicated document only then; the same bytes keep theirs. */
  write(workspace: Workspace, change: Change, seq: number): boolean;
  /** The number of a document's row, for good. One that is not there gets a row all the same, without `seq` and body. */
  number(workspace: Workspace, collection: Kept, id: string): number;
  /** In the order of their rows, those without one last: a page of the table is then written once for all its rows. */
  byRow(workspace: Workspace, changes: readonly Change[]): readonly Change[];
}

const replicated: ReadonlySet<Kept> = new Set(collections);
export const isReplicated = (collection: Kept): collection is Collection => replicated.has(collection);

type NumberedRow = Readonly<{ number: number; body: string }>;

export function documentsInTransaction(database: Database, memory: DocumentMemory): DocumentsInTransaction {
  const named = prepare<NumberedRow>(
    database,
    'SELECT number, body FROM document WHERE workspace = ? AND collection = ? AND id = ? AND body IS NOT NULL',
  );
  const change = prepare(database, 'UPDATE document SET seq = ?, body = ?2 WHERE number = ?3 AND body IS NOT ?2');
  const put = prepare<{ number: number }>(
    database,
    `INSERT INTO document (workspace, collection, id, seq, body) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (workspace, collection, id) DO UPDATE SET seq = excluded.seq, body = excluded.body
     WHERE document.body IS NOT excluded.body RETURNING number`,
  );
  const bury = prepare(
    database,
    'UPDATE document SET seq = ?, body = NULL WHERE workspace = ? AND collection = ? AND id = ? AND body IS NOT NULL',
  );
  const forget = prepare(database, 'DELETE FROM document WHERE workspace = ? AND collection = ? AND id = ?');
  const numbered = prepare<{ number: number }>(database, 'SELECT number FROM document WHERE workspace = ? AND collection = ? AND id = ?');
  const reserve = prepare<{ number: number }>(
    database,
    'INSERT INTO document (workspace, collection, id) VALUES (?, ?, ?) RETURNING number',
  );

  function find(workspace: Workspace, collection: Kept, id: string) {
    const remembered = memory.get(workspace, collection, id);
    if (remembered) return remembered;
    const row = named.get(workspace.id, collection, id);
    if (!row) return undefined;
    const read = { number: row.number, document: JSON.parse(row.body) as Readonly<{ id: string }>, size: row.body.length };
    memory.set(workspace, collection, read);
    return read;
  }

  function remove(workspace: Workspace, { collection, id }: Change, seq: number | null): boolean {
    memory.delete(workspace, collection, id);
    if (seq !== null) return bury.run(seq, workspace.id, collection, id) === 1;
    return forget.run(workspace.id, collection, id) === 1;
  }

  function numberOfWritten(workspace: Workspace, { collection, id }: Change, seq: number | null, body: string): number | undefined {
    const remembered = memory.get(workspace, collection, id);
    if (!remembered) return put.get(workspace.id, collection, id, seq, body)?.number;
    return change.run(seq, body, remembered.number) === 1 ? remembered.number : undefined;
  }

  return {
    named<K extends Kept>(workspace: Workspace, collection: K, ids: readonly string[]) {
      const found = new Map<string, KeptDocument<K>>();
      for (const id of ids) {
        const there = find(workspace, collection, id);
        if (there) found.set(id, there.document as KeptDocument<K>);
      }
      return found;
    },
    from: documentReads(database).from,
    write(workspace, change, seq) {
      const { collection, document } = change;
      const feedSeq = isReplicated(collection) ? seq : null;
      if (document === null) return remove(workspace, change, feedSeq);
      const body = canonicalJson(document);
      const number = numberOfWritten(workspace, change, feedSeq, body);
      if (number === undefined) return false;
      memory.set(workspace, collection, { number, document, size: body.length });
      return true;
    },
    number(workspace, collection, id) {
      const known = memory.get(workspace, collection, id) ?? numbered.get(workspace.id, collection, id);
      return (known ?? (reserve.get(workspace.id, collection, id) as { number: number })).number;
    },
    byRow(workspace, changes) {
      const rows = changes.map((change) => ({
        change,
        row: memory.get(workspace, change.collection, change.id)?.number ?? Number.POSITIVE_INFINITY,
      }));
      return rows.sort((a, b) => (a.row === b.row ? 0 : a.row - b.row)).map(({ change }) => change);
    },
  };
}
