import type { Collection } from '../../../contract/collection.ts';
import { documentDigest } from '../../../domain/digest/document-digest.ts';
import type { Hash64 } from '../../../domain/digest/murmur-hash-3.ts';
import { canonicalJson } from '../../../domain/identity/canonical-json.ts';
import type { Change, Kept, KeptDocument, Seqs } from '../port/feed.ts';
import { isReplicated } from '../replicated.ts';
import { ByName } from './by-name.ts';
import { column, type Queries } from './database.ts';
import type { DigestsInTransaction } from './digests.ts';
import type { Known, OpenMemory } from './document-memory.ts';
import { namedBodies } from './documents.ts';
import type { Counters, Workspace } from './workspaces.ts';

export type Written = Readonly<{ count: number; seqs: Seqs }>;

/** Documents under the feed lock. What was read or written once is known. */
export interface DocumentsInTransaction {
  /** Those that exist, in the order asked for. */
  named<K extends Kept>(collection: K, ids: readonly string[]): Promise<ReadonlyMap<string, KeptDocument<K>>>;
  /**
   * Writes changes in their order and moves `counters.seq` by one for each replicated document whose bytes differ (I4). One statement for
   * all of them, which may still be under way afterwards. The digests follow.
   */
  write(changes: readonly Change[]): Promise<Written>;
}

export type DocumentParts = Readonly<{
  tx: Queries;
  workspace: Workspace;
  counters: Counters;
  memory: OpenMemory;
  digests: DigestsInTransaction;
  /** The commit waits for it. */
  later(statement: PromiseLike<unknown>): void;
  randomUuid: () => string;
}>;

type Name = Readonly<{ collection: Kept; id: string }>;
type Row = Name & Readonly<{ seq: number | undefined; text: string | null }>;

export function documentsInTransaction(parts: DocumentParts): DocumentsInTransaction {
  const { tx, workspace, counters, memory, digests, later, randomUuid } = parts;

  async function known(names: readonly Name[]): Promise<ByName<Known>> {
    const found = new ByName<Known>();
    const missing: Name[] = [];
    for (const name of names) {
      const remembered = memory.get(name.collection, name.id);
      if (remembered) found.set(name.collection, name.id, remembered);
      else missing.push(name);
    }
    if (missing.length === 0) return found;
    const texts = await storedTexts(tx, workspace, missing);
    for (const { collection, id } of missing) {
      const stored = { text: texts.get(collection, id) ?? null };
      found.set(collection, id, stored);
      memory.set(collection, id, stored);
    }
    return found;
  }

  return {
    async named<K extends Kept>(collection: K, ids: readonly string[]) {
      const standing = await known(ids.map((id) => ({ collection, id })));
      const documents = new Map<string, KeptDocument<K>>();
      for (const id of ids) {
        const { text = null, document, digest } = standing.get(collection, id) ?? {};
        if (text === null) continue;
        const read = document ?? JSON.parse(text);
        if (document === undefined) memory.set(collection, id, { text, document: read, digest });
        documents.set(id, read as KeptDocument<K>);
      }
      return documents;
    },
    async write(changes) {
      const [standing] = await Promise.all([known(changes), digests.load(changes)]);
      const rows = new ByName<Row>();
      const seqs: Partial<Record<Collection, number>> = {};
      let count = 0;
      for (const { collection, id, document } of changes) {
        const text = document === null ? null : canonicalJson(document);
        const before = standing.get(collection, id);
        if (before?.text === text) continue;
        const now = toKnown(collection, text, document);
        standing.set(collection, id, now);
        memory.set(collection, id, now);
        count += 1;
        if (isReplicated(collection)) {
          counters.seq += 1;
          seqs[collection] = counters.seq;
          digests.change(collection, id, before && digestOf(collection, before), now.digest);
        }
        rows.set(collection, id, { collection, id, text, seq: isReplicated(collection) ? counters.seq : undefined });
      }
      if (count > 0) {
        counters.writer = randomUuid();
        for (const statement of statementsFor(tx, workspace, rows.values())) later(statement);
      }
      return { count, seqs };
    },
  };
}

function toKnown(collection: Kept, text: string | null, document: unknown): Known {
  if (text === null) return { text };
  return { text, document, digest: digestOf(collection, { text }) };
}

/** Of an internal document nobody has a copy. */
function digestOf(collection: Kept, { text, digest }: Known): Hash64 | undefined {
  if (text === null || !isReplicated(collection)) return undefined;
  return digest ?? documentDigest(text);
}

/** One statement a collection, sent together. */
async function storedTexts(tx: Queries, workspace: Workspace, names: readonly Name[]): Promise<ByName<string>> {
  const byCollection = new Map<Kept, string[]>();
  for (const { collection, id } of names) {
    const ids = byCollection.get(collection);
    if (ids) ids.push(id);
    else byCollection.set(collection, [id]);
  }
  const found = await Promise.all([...byCollection].map(([collection, ids]) => namedBodies(tx, workspace, collection, ids)));
  const texts = new ByName<string>();
  [...byCollection.keys()].forEach((collection, index) => {
    for (const { id, body } of found[index] ?? []) texts.set(collection, id, body);
  });
  return texts;
}

/** Replicated documents that are gone leave a tombstone, internal ones nothing: those are found by their keys, as in `namedBodies`. */
function* statementsFor(tx: Queries, { id: workspace }: Workspace, rows: readonly Row[]): Generator<PromiseLike<unknown>> {
  const kept = rows.filter(({ text, seq }) => text !== null || seq !== undefined);
  const gone = rows.filter(({ text, seq }) => text === null && seq === undefined);
  const of = (value: (row: Row) => string | number) => column(tx, kept.map(value));
  if (kept.length > 0)
    yield tx`
      INSERT INTO document (workspace, collection, id, seq, body)
      SELECT ${workspace}, collection, id, seq::bigint, body
      FROM ROWS FROM (
        ${of(({ collection }) => collection)}, ${of(({ id }) => id)}, ${of(({ seq }) => seq ?? '')}, ${of(({ text }) => text ?? '')}
      ) AS given (collection, id, seq, body)
      ON CONFLICT (workspace, collection, id) DO UPDATE SET seq = excluded.seq, body = excluded.body`;
  if (gone.length > 0)
    yield tx`
      DELETE FROM document WHERE ctid = ANY (ARRAY(
        SELECT place FROM unnest(${gone.map(({ collection }) => collection)}::text[], ${gone.map(({ id }) => id)}::text[]) AS gone (collection, id)
        CROSS JOIN LATERAL (
          SELECT ctid AS place FROM document
          WHERE workspace = ${workspace} AND collection = gone.collection AND document.id = gone.id AND seq IS NULL LIMIT 1
        ) AS found))`;
}
