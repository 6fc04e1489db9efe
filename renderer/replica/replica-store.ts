import type { PreparedQuery } from 'rxdb/plugins/core';
import type { Observable } from 'rxjs';
import type { Collection } from '../../contract/collection.ts';
import type { Checkpoint } from '../../contract/replication.ts';

/**
 * How every document is stored: its id and its whole self. The body's shape is the contract's and is checked before it is
 * stored, so RxDB needs to know nothing of it and no schema migration ever happens.
 */
export type Stored = { id: string; body: object };

/** What was refused; nothing where everything was stored. A broken store rejects instead. */
type Written = Readonly<{ error: readonly unknown[] }>;

type StoredEvent =
  | Readonly<{ operation: 'INSERT' | 'UPDATE'; documentId: string; documentData: Readonly<{ body: object }> }>
  | Readonly<{ operation: 'DELETE'; documentId: string }>;

/** A local collection, as much of it as the replica uses: RxDB's is one, a simulated one another. */
export type StoredCollection = Readonly<{
  bulkUpsert(documents: Stored[]): Promise<Written>;
  bulkRemove(ids: string[]): Promise<Written>;
  /** What was stored, whoever stored it. */
  eventBulks$: Observable<Readonly<{ events: readonly StoredEvent[] }>>;
  storageInstance: Readonly<{ query(query: PreparedQuery<Stored>): Promise<Readonly<{ documents: readonly Stored[] }>> }>;
}>;

/** A page as it is stored; without a checkpoint where there is nothing to store. */
export type StoredPage = { documents: (Stored & { _deleted: boolean })[]; checkpoint: Checkpoint | undefined };

export type PulledInto = Readonly<{
  batchSize: number;
  /** The page after a checkpoint, which was read from the store or is that of the page before. A page that is not full is the last. */
  nextPage: (after: Checkpoint | undefined) => Promise<StoredPage>;
  /** The store refused something: what this replication does from now on counts no more, and it has to be ended. */
  broken: () => void;
}>;

/** One life of a pull-only replication: stores the documents of each page, then its checkpoint. It cannot be started again. */
export type Replication = Readonly<{
  /** The checkpoint that the store holds, as far as this life knows. */
  storedCheckpoint: () => unknown;
  /** Looks for news now. */
  resync: () => void;
  end: (what: 'keep' | 'forget') => Promise<void>;
}>;

export type Replicate = (pulled: PulledInto) => Replication;

/** A live record as it is on the disk. Nothing in its body can be relied on: it is looked at because something may be wrong. */
export type DiskRecord = Readonly<{ id: string; body: unknown }>;

/** Without a body: to be removed. `fresh`: known never to have been there, so that nobody has to look. */
export type DiskWrite = Readonly<{ id: string; body?: object; fresh?: boolean }>;

/** A collection on the disk, beneath everything that remembers documents. */
export type Records = Readonly<{
  /** The first `limit` whose id comes after another, by id. */
  after(id: string, limit: number): Promise<readonly DiskRecord[]>;
  /** Those of these that there are. */
  read(ids: readonly string[]): Promise<ReadonlyMap<string, DiskRecord>>;
  /** All or none, over whatever is there now; `eventBulks$` tells of it like of every write. */
  write(writes: readonly DiskWrite[]): Promise<void>;
}>;

/** What a replica keeps on this machine. */
export type ReplicaStore = Readonly<{
  collections: Readonly<Record<Collection | 'command', StoredCollection>>;
  /** A life of a collection's replication, from the checkpoint that is stored. */
  replicate: (name: Collection) => Replicate;
  records: (name: Collection | 'command') => Records;
  close: () => Promise<unknown>;
}>;
