import { type Collection, collections } from '../../../contract/collection.ts';
import { bucketOf } from '../../../domain/digest/bucket.ts';
import { addDigest, emptySums, subtractDigest, sumsInHex } from '../../../domain/digest/bucket-sums.ts';
import type { Hash64 } from '../../../domain/digest/murmur-hash-3.ts';
import type { StoredChange } from '../documents.ts';
import { perCollection } from '../per-collection.ts';
import { bodyDigest, sameDigest } from './body-digest.ts';

/**
 * What the store said it holds, as digests: one of each document, and their sums in 256 buckets a collection. Fed by the store's own
 * change stream and by what is read at the start, never by what was pulled.
 */
export interface StoredDigests {
  /** Notes what was written or removed. It is hashed by `settle`. */
  note(collection: Collection, changes: readonly StoredChange[]): void;
  /** Hashes at most so many of what was noted; how many are left. */
  settle(limit: number): number;
  /** Everything noted of this collection is hashed. Until then `sums` and `of` are of an earlier state. */
  isSettled(collection: Collection): boolean;
  sums(collection: Collection): readonly string[];
  of(collection: Collection, id: string): Hash64 | undefined;
  ids(collection: Collection): Iterable<string>;
  /** Documents with a digest. */
  count(collection: Collection): number;
  /** Changes of all collections that were noted and not hashed yet. */
  unsettled(): number;
}

export function createStoredDigests(): StoredDigests {
  const ledgers = perCollection(createLedger);
  const unsettled = () => collections.reduce((sum, name) => sum + ledgers[name].unsettled(), 0);

  return {
    note: (collection, changes) => ledgers[collection].note(changes),
    settle: (limit) => {
      let left = limit;
      for (const name of collections) left -= ledgers[name].settle(left);
      return unsettled();
    },
    unsettled,
    count: (collection) => ledgers[collection].digests.size,
    isSettled: (collection) => ledgers[collection].unsettled() === 0,
    sums: (collection) => ledgers[collection].sums(),
    of: (collection, id) => ledgers[collection].digests.get(id),
    ids: (collection) => ledgers[collection].digests.keys(),
  };
}

function createLedger() {
  const digests = new Map<string, Hash64>();
  const noted = new Map<string, unknown>();
  const sums = emptySums();
  let inHex: readonly string[] | undefined; // most catch-ups find a collection as it was
  const settleOne = (id: string, body: unknown) => {
    const before = digests.get(id);
    const after = body === undefined ? undefined : bodyDigest(body);
    if (sameDigest(before, after)) return;
    inHex = undefined;
    const bucket = bucketOf(id);
    if (before) subtractDigest(sums, bucket, before);
    if (after) addDigest(sums, bucket, after);
    if (after) digests.set(id, after);
    else digests.delete(id);
  };

  return {
    digests,
    note: (changes: readonly StoredChange[]) => {
      for (const { id, body } of changes) noted.set(id, body);
    },
    settle: (limit: number) => {
      let done = 0;
      for (const [id, body] of noted) {
        if (done === limit) break;
        settleOne(id, body);
        noted.delete(id);
        done++;
      }
      return done;
    },
    unsettled: () => noted.size,
    sums: () => {
      inHex ??= sumsInHex(sums);
      return inHex;
    },
  };
}
