import { documentDigest } from '../../../domain/digest/document-digest.ts';
import type { Hash64 } from '../../../domain/digest/murmur-hash-3.ts';
import { canonicalJson } from '../../../domain/identity/canonical-json.ts';
import type { Change, Kept, KeptDocument } from '../port/feed.ts';
import { isReplicated } from '../replicated.ts';
import { type Database, prepare } from './database.ts';
import type { Digests } from './digests.ts';
import type { DocumentMemory, Remembered } from './document-memory.ts';
import { type DocumentReads, documentReads } from './documents.ts';
import type { Workspace } from './workspaces.ts';

/** Documents as the open transaction has them. */
export interface DocumentsInTransaction extends Pick<DocumentReads, 'named' | 'from'> {
  /**
   * Whether anything became different. `seq` is given to a replicated document only then, and its collection's digest follows; the
   * same bytes keep theirs.
   */
  write(workspace: Workspace, change: Change, seq: number): boolean;
  /** The number of a document's row, for good. One that is not there gets a row all the same, without `seq` and body. */
  number(workspace: Workspace, collection: Kept, id: string): number;
  /** In the order of their rows, those without one last: a page of the table is then written once for all its rows. */
  byRow(workspace: Workspace, changes: readonly Change[]): readonly Change[];
}

type Row = Readonly<{ number: number; body: string | null }>;
/** A row that is there, and what its document counted in the digest until now. */
type Standing = Readonly<{ number: number; digest?: Hash64 | undefined }>;

export function documentsInTransaction(database: Database, memory: DocumentMemory, digests: Digests): DocumentsInTransaction {
  const stored = prepare<Row>(database, 'SELECT number, body FROM document WHERE workspace = ? AND collection = ? AND id = ?');
  const insert = prepare<{ number: number }>(
    database,
    `INSERT INTO document (workspace, collection, id, seq, body) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (workspace, collection, id) DO NOTHING RETURNING number`,
  );
  const change = prepare(database, 'UPDATE document SET seq = ?, body = ?2 WHERE number = ?3 AND body IS NOT ?2');
  const forget = prepare(database, 'DELETE FROM document WHERE workspace = ? AND collection = ? AND id = ?');
  const numbered = prepare<{ number: number }>(database, 'SELECT number FROM document WHERE workspace = ? AND collection = ? AND id = ?');
  const reserve = prepare<{ number: number }>(
    database,
    'INSERT INTO document (workspace, collection, id) VALUES (?, ?, ?) RETURNING number',
  );

  function find(workspace: Workspace, collection: Kept, id: string): Remembered | undefined {
    const remembered = memory.get(workspace, collection, id);
    if (remembered) return remembered;
    const row = stored.get(workspace.id, collection, id);
    if (!row || row.body === null) return undefined;
    const read = { number: row.number, document: JSON.parse(row.body), size: row.body.length, digest: digestOf(collection, row.body) };
    memory.set(workspace, collection, read);
    return read;
  }

  function bury(workspace: Workspace, { collection, id }: Change, seq: number): boolean {
    const standing = find(workspace, collection, id);
    memory.delete(workspace, collection, id);
    if (!standing || change.run(seq, null, standing.number) === 0) return false;
    digests.change(workspace, collection, id, { before: standing.digest });
    return true;
  }

  function remove(workspace: Workspace, { collection, id }: Change): boolean {
    memory.delete(workspace, collection, id);
    return forget.run(workspace.id, collection, id) === 1;
  }

  /** The row that has other bytes now, with what stood there before; undefined where they are the same. */
  function put(workspace: Workspace, { collection, id }: Change, seq: number | null, body: string): Standing | undefined {
    const remembered = memory.get(workspace, collection, id);
    const inserted = remembered ? undefined : insert.get(workspace.id, collection, id, seq, body);
    if (inserted) return inserted;
    const standing = remembered ?? standingIn(workspace, collection, id);
    return change.run(seq, body, standing.number) === 1 ? standing : undefined;
  }

  function standingIn({ id: workspace }: Workspace, collection: Kept, id: string): Standing {
    const { number, body } = stored.get(workspace, collection, id) as Row; // an insert has just met it
    return { number, digest: body === null ? undefined : digestOf(collection, body) };
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
      const { collection, id, document } = change;
      if (document === null) return isReplicated(collection) ? bury(workspace, change, seq) : remove(workspace, change);
      const body = canonicalJson(document);
      const before = put(workspace, change, isReplicated(collection) ? seq : null, body);
      if (!before) return false;
      const digest = digestOf(collection, body);
      digests.change(workspace, collection, id, { before: before.digest, after: digest });
      memory.set(workspace, collection, { number: before.number, document, size: body.length, digest });
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

/** Of an internal document nobody has a copy. */
const digestOf = (collection: Kept, body: string): Hash64 | undefined => (isReplicated(collection) ? documentDigest(body) : undefined);
