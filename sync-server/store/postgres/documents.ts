import { type Collection, collections } from '../../../contract/collection.ts';
import { canonicalJson } from '../../../domain/identity/canonical-json.ts';
import type { Change, FeedPage, Kept, KeptDocument, Seqs } from '../port/feed.ts';
import { asJson, type Queries } from './database.ts';
import type { Counters, Workspace } from './workspaces.ts';

type BodyRow = Readonly<{ id: string; body: string }>;
type ChangeRow = Readonly<{ id: string; seq: number; body: string | null }>;
export type ChangedPage = Readonly<{ documents: FeedPage['documents']; lastSeq: number | undefined }>;

/** After every id that starts with the prefix: ids are compared by their bytes. */
const LAST_CHARACTER = '\u{10ffff}';

/** Those that exist, in the order asked for. */
export async function namedDocuments<K extends Kept>(
  queries: Queries,
  { id: workspace }: Workspace,
  collection: K,
  ids: readonly string[],
): Promise<ReadonlyMap<string, KeptDocument<K>>> {
  if (ids.length === 0) return new Map();
  const rows = await queries<BodyRow[]>`
    SELECT id, body FROM document
    WHERE workspace = ${workspace} AND collection = ${collection} AND id = ANY(${[...ids]}::text[]) AND body IS NOT NULL`;
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

const replicated: ReadonlySet<Kept> = new Set(collections);
const isReplicated = (collection: Kept): collection is Collection => replicated.has(collection);

export type Written = Readonly<{ count: number; seqs: Seqs }>;

/**
 * Under the feed lock (I4): writes changes in their order and moves `counters.seq` by one for each replicated document whose bytes differ.
 * One statement for all of them, or a further one from where a document is named again.
 */
export async function writeChanges(tx: Queries, workspace: Workspace, counters: Counters, changes: readonly Change[]): Promise<Written> {
  const seqs: Partial<Record<Collection, number>> = {};
  let count = 0;
  for (const run of runsWithoutRepeats(changes)) {
    for (const row of await writeRun(tx, workspace, counters.seq, run)) {
      count += row.count;
      if (!isReplicated(row.collection) || row.seq === null) continue;
      seqs[row.collection] = row.seq;
      counters.seq = Math.max(counters.seq, row.seq);
    }
  }
  return { count, seqs };
}

type RunRow = Readonly<{ collection: Kept; seq: number | null; count: number }>;

function writeRun(tx: Queries, { id: workspace }: Workspace, lastSeq: number, run: readonly Change[]): PromiseLike<readonly RunRow[]> {
  const rows = run.map(({ collection, id, document }, n) => ({
    n,
    collection,
    id,
    replicated: isReplicated(collection),
    ...(document !== null && { body: canonicalJson(document) }),
  }));
  return tx<RunRow[]>`
    WITH changed AS (
      SELECT given.*, ${lastSeq}::bigint + count(*) FILTER (WHERE replicated) OVER (ORDER BY n) AS seq
      FROM json_to_recordset(${asJson(tx, rows)}) AS given (n integer, collection text, id text, replicated boolean, body text)
      LEFT JOIN document ON document.workspace = ${workspace} AND document.collection = given.collection AND document.id = given.id
      WHERE document.body IS DISTINCT FROM given.body
    ), forgotten AS (
      DELETE FROM document USING changed
      WHERE document.workspace = ${workspace} AND document.collection = changed.collection AND document.id = changed.id
        AND NOT replicated AND changed.body IS NULL
      RETURNING document.collection, NULL::bigint AS seq
    ), written AS (
      INSERT INTO document (workspace, collection, id, seq, body)
      SELECT ${workspace}, collection, id, CASE WHEN replicated THEN seq END, body FROM changed WHERE replicated OR body IS NOT NULL
      ON CONFLICT (workspace, collection, id) DO UPDATE SET seq = excluded.seq, body = excluded.body
      RETURNING collection, seq
    )
    SELECT collection, max(seq) AS seq, count(*) AS count FROM (TABLE forgotten UNION ALL TABLE written) AS done GROUP BY collection`;
}

function* runsWithoutRepeats(changes: readonly Change[]): Generator<readonly Change[]> {
  let run: Change[] = [];
  let named = new Set<string>();
  for (const change of changes) {
    const name = `${change.collection} ${change.id}`;
    if (named.has(name)) {
      yield run;
      run = [];
      named = new Set();
    }
    named.add(name);
    run.push(change);
  }
  if (run.length > 0) yield run;
}
