import { type Collection, collections } from '../../../contract/collection.ts';
import { bucketOf } from '../../../domain/digest/bucket.ts';
import { addDigest, type BucketSums, emptySums, sameSums, subtractDigest, sumsInHex } from '../../../domain/digest/bucket-sums.ts';
import { documentDigest } from '../../../domain/digest/document-digest.ts';
import type { Hash64 } from '../../../domain/digest/murmur-hash-3.ts';
import type { Kept } from '../port/feed.ts';
import { isReplicated } from '../replicated.ts';
import { fromStoredSums, storedSumsInHex, toStoredSums } from '../stored-sums.ts';
import type { Queries } from './database.ts';
import type { Workspace } from './workspaces.ts';

type SumsRow = Readonly<{ collection: Collection; sums: Uint8Array }>;
type BodyRow = Readonly<{ id: string; body: string }>;

/** Documents a statement, where all of a collection is looked at. */
const BODIES_AT_ONCE = 1_000;

/** Digests under the feed lock. What was read or changed once is known. */
export interface DigestsInTransaction {
  /** Before any of these collections is changed. */
  load(changes: readonly Readonly<{ collection: Kept }>[]): Promise<void>;
  /** What a document counted until now, and what it counts from now on; nothing where it is not there. */
  change(collection: Collection, id: string, before: Hash64 | undefined, after: Hash64 | undefined): void;
  /** Counts all documents that are there, and says which collections had been counted otherwise. */
  countAgain(): Promise<readonly Collection[]>;
  /** Those that changed. */
  save(): PromiseLike<unknown>[];
}

/** @param known those that other transactions of this life left, and then as this one has them */
export function digestsInTransaction(tx: Queries, workspace: Workspace, known: Map<Collection, BucketSums>): DigestsInTransaction {
  const changed = new Set<Collection>();
  return {
    async load(changes) {
      const missing = new Set<Collection>();
      for (const { collection } of changes) if (isReplicated(collection) && !known.has(collection)) missing.add(collection);
      if (missing.size === 0) return;
      const found = await storedSums(tx, workspace, [...missing]);
      for (const collection of missing) known.set(collection, found.get(collection) ?? emptySums());
    },
    change(collection, id, before, after) {
      const sums = known.get(collection);
      if (!sums) throw new Error('a digest was not loaded before it was changed');
      const bucket = bucketOf(id);
      if (before) subtractDigest(sums, bucket, before);
      if (after) addDigest(sums, bucket, after);
      changed.add(collection);
    },
    async countAgain() {
      const before = await storedSums(tx, workspace, collections);
      const miscounted: Collection[] = [];
      for (const collection of collections) {
        const now = await countedDigest(tx, workspace, collection);
        if (!sameSums(known.get(collection) ?? before.get(collection) ?? emptySums(), now)) miscounted.push(collection);
        known.set(collection, now);
        changed.add(collection);
      }
      return miscounted;
    },
    save: () => [...changed].map((collection) => put(tx, workspace, collection, known.get(collection) as BucketSums)),
  };
}

async function storedSums(tx: Queries, { id }: Workspace, names: readonly Collection[]): Promise<ReadonlyMap<Collection, BucketSums>> {
  const rows = await tx<SumsRow[]>`SELECT collection, sums FROM digest WHERE workspace = ${id} AND collection = ANY(${[...names]}::text[])`;
  return new Map(rows.map(({ collection, sums }) => [collection, fromStoredSums(sums)]));
}

const put = (tx: Queries, { id }: Workspace, collection: Collection, sums: BucketSums) =>
  tx`INSERT INTO digest (workspace, collection, sums) VALUES (${id}, ${collection}, ${Buffer.from(toStoredSums(sums))})
     ON CONFLICT (workspace, collection) DO UPDATE SET sums = excluded.sums`;

/** As it is sent. */
export async function keptDigest(queries: Queries, { id }: Workspace, collection: Collection): Promise<string[]> {
  const [row] = await queries<SumsRow[]>`SELECT collection, sums FROM digest WHERE workspace = ${id} AND collection = ${collection}`;
  return row ? storedSumsInHex(row.sums) : sumsInHex(emptySums());
}

/** What the bytes of the documents say, by reading all of them. */
export async function countedDigest(tx: Queries, { id: workspace }: Workspace, collection: Collection): Promise<BucketSums> {
  const sums = emptySums();
  for (let after: string | undefined = ''; after !== undefined; ) {
    const rows: readonly BodyRow[] = await tx<BodyRow[]>`
      SELECT id, body FROM document WHERE workspace = ${workspace} AND collection = ${collection} AND id > ${after} AND body IS NOT NULL
      ORDER BY id LIMIT ${BODIES_AT_ONCE}`;
    for (const { id, body } of rows) addDigest(sums, bucketOf(id), documentDigest(body));
    after = rows.at(-1)?.id;
  }
  return sums;
}
