import { type Collection, collections } from '../../../contract/collection.ts';
import { bucketOf } from '../../../domain/digest/bucket.ts';
import { addDigest, type BucketSums, emptySums, sameSums, subtractDigest, sumsInHex, sumsOf } from '../../../domain/digest/bucket-sums.ts';
import type { Hash64 } from '../../../domain/digest/murmur-hash-3.ts';
import type { DigestsOf, Kept } from '../port/feed.ts';
import { fromStoredSums, storedSumsInHex, toStoredSums } from '../stored-sums.ts';
import { type Database, prepare } from './database.ts';
import { documentReads } from './documents.ts';
import type { Workspace } from './workspaces.ts';

type SumsRow = Readonly<{ sums: Uint8Array }>;

const select = 'SELECT sums FROM digest WHERE workspace = ? AND collection = ?';

export interface DigestReads {
  /** As it is sent. */
  kept(workspace: Workspace, collection: Collection): string[];
  /** Beside what the bytes of all documents say. Inside of one transaction. */
  of(workspace: Workspace, collection: Collection): DigestsOf;
}

export function digestReads(database: Database): DigestReads {
  const stored = prepare<SumsRow>(database, select);
  const { bodies } = documentReads(database);
  function kept({ id }: Workspace, collection: Collection): string[] {
    const row = stored.get(id, collection);
    return row ? storedSumsInHex(row.sums) : sumsInHex(emptySums());
  }

  return {
    kept,
    of: (workspace, collection) => ({
      kept: kept(workspace, collection),
      counted: sumsInHex(sumsOf(bodies(workspace, collection))),
    }),
  };
}

/** What a document counted until now, and what it counts from now on; one that is not there and an internal one count nothing. */
type Counted = Readonly<{ before?: Hash64 | undefined; after?: Hash64 | undefined }>;

/** Digests as they stand in the open transaction: in memory, until it ends well. */
export interface Digests {
  change(workspace: Workspace, collection: Kept, id: string, counted: Counted): void;
  /** Counts all documents that are there, and says which collections had been counted otherwise. */
  countAgain(workspace: Workspace): readonly Collection[];
  /** Before the commit: what changed is in the same transaction as the documents. */
  save(workspace: Workspace): void;
  forget(): void;
}

type Held = { readonly sums: BucketSums; changed: boolean };

export function digestsInTransaction(database: Database): Digests {
  const stored = prepare<SumsRow>(database, select);
  const put = prepare(
    database,
    'INSERT INTO digest (workspace, collection, sums) VALUES (?, ?, ?) ON CONFLICT (workspace, collection) DO UPDATE SET sums = excluded.sums',
  );
  const { bodies } = documentReads(database);
  const held = new Map<number, Map<Kept, Held>>();

  function heldOf({ id }: Workspace): Map<Kept, Held> {
    const known = held.get(id) ?? new Map<Kept, Held>();
    held.set(id, known);
    return known;
  }

  function read(workspace: Workspace, collection: Kept): Held {
    const row = stored.get(workspace.id, collection);
    const read = { sums: row ? fromStoredSums(row.sums) : emptySums(), changed: false };
    heldOf(workspace).set(collection, read);
    return read;
  }

  return {
    change(workspace, collection, id, { before, after }) {
      if (!before && !after) return;
      const one = heldOf(workspace).get(collection) ?? read(workspace, collection);
      const bucket = bucketOf(id);
      if (before) subtractDigest(one.sums, bucket, before);
      if (after) addDigest(one.sums, bucket, after);
      one.changed = true;
    },
    countAgain: (workspace) =>
      collections.filter((collection) => {
        const before = heldOf(workspace).get(collection) ?? read(workspace, collection);
        const now = { sums: sumsOf(bodies(workspace, collection)), changed: true };
        heldOf(workspace).set(collection, now);
        return !sameSums(before.sums, now.sums);
      }),
    save(workspace) {
      for (const [collection, one] of heldOf(workspace)) {
        if (one.changed) put.run(workspace.id, collection, toStoredSums(one.sums));
        one.changed = false;
      }
    },
    forget: () => held.clear(),
  };
}
