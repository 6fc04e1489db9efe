import { type Collection, collections } from '../../../contract/collection.ts';
import { bucketOf } from '../../../domain/digest/bucket.ts';
import { addDigest, type BucketSums, emptySums, sameSums, subtractDigest, sumsInHex, sumsOf } from '../../../domain/digest/bucket-sums.ts';
import { documentDigest } from '../../../domain/digest/document-digest.ts';
import type { Tables } from './disk.ts';
import type { Side } from './workspaces.ts';

/** In a transaction: a document's bytes were these and are those; null where there is none. */
export function countInDigest(tables: Tables, collection: Collection, id: string, before: string | null, after: string | null): void {
  const sums = tables.digests.open.get(collection)?.slice() ?? emptySums();
  const bucket = bucketOf(id);
  if (before !== null) subtractDigest(sums, bucket, documentDigest(before));
  if (after !== null) addDigest(sums, bucket, documentDigest(after));
  tables.digests.put(collection, sums);
}

/** In a transaction: counts all documents that are there, and says which collections had been counted otherwise. */
export const countAgain = (tables: Tables): readonly Collection[] =>
  collections.filter((collection) => {
    const before = tables.digests.open.get(collection) ?? emptySums();
    const now = sumsOf(bodiesOf(tables, 'open', collection));
    tables.digests.put(collection, now);
    return !sameSums(before, now);
  });

/** As it is sent: made once for each state, since a simulation asks for it some hundred times. */
export function keptDigest(tables: Tables, collection: Collection): string[] {
  const sums = tables.digests.synced.get(collection) ?? noSums;
  const known = inHex.get(sums) ?? sumsInHex(sums);
  inHex.set(sums, known);
  return known;
}

const noSums = emptySums();
const inHex = new WeakMap<BucketSums, string[]>();

/** What the bytes of the documents say. */
export const countedDigest = (tables: Tables, collection: Collection): string[] =>
  sumsInHex(sumsOf(bodiesOf(tables, 'synced', collection)));

const bodiesOf = (tables: Tables, side: Side, collection: Collection) =>
  [...tables.documents(collection)[side].values()].flatMap(({ id, body }) => (body === null ? [] : [{ id, body }]));
