import { DatabaseSync } from '@photostructure/sqlite';
import { canonicalJson } from '../../domain/identity/canonical-json.ts';
import type { DocumentSource } from '../facts/documents.ts';
import type { Change, Kept } from '../store/port/feed.ts';

/** Where a rebuild keeps the documents that memory should not hold all at once. Nothing of it outlives the process. */
export type Scratch = DocumentSource &
  Readonly<{
    write(changes: readonly Change[]): void;
    count(): number;
    /** Every document that is there, by collection and id. */
    all(): Iterable<Change>;
    close(): void;
  }>;

type Row = Readonly<{ collection: Kept; id: string; body: string }>;

const pageSize = 1_000;
const cacheKib = 65_536;

/** https://sqlite.org/inmemorydb.html#temp_db: a database without a name is a file in the temporary folder that goes with its connection. */
export function openScratch(): Scratch {
  const database = new DatabaseSync('');
  database.exec(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -${cacheKib}`);
  database.exec(`CREATE TABLE document (collection TEXT, id TEXT, body TEXT, PRIMARY KEY (collection, id)) STRICT, WITHOUT ROWID`);
  const put = database.prepare('INSERT OR REPLACE INTO document VALUES (?, ?, ?)');
  const remove = database.prepare('DELETE FROM document WHERE collection = ? AND id = ?');
  const get = database.prepare('SELECT body FROM document WHERE collection = ? AND id = ?');
  const page = database.prepare('SELECT * FROM document WHERE (collection, id) > (?, ?) ORDER BY collection, id LIMIT ?');
  const count = database.prepare('SELECT count(*) AS count FROM document');

  return {
    async documents<K extends Kept>(collection: K, ids: readonly string[]) {
      const rows = ids.map((id) => [id, get.get(collection, id) as Pick<Row, 'body'> | undefined] as const);
      return new Map(rows.flatMap(([id, row]) => (row ? [[id, JSON.parse(row.body)] as const] : [])));
    },
    write(changes) {
      database.exec('BEGIN');
      for (const { collection, id, document } of changes) {
        if (document === null) remove.run(collection, id);
        else put.run(collection, id, canonicalJson(document));
      }
      database.exec('COMMIT');
    },
    count: () => (count.get() as { count: number }).count,
    *all() {
      for (let last = { collection: '', id: '' }; ; ) {
        const rows = page.all(last.collection, last.id, pageSize) as Row[];
        for (const { collection, id, body } of rows) yield { collection, id, document: JSON.parse(body) } as Change;
        const [end] = rows.slice(-1);
        if (!end) return;
        last = end;
      }
    },
    close: () => database.close(),
  };
}
