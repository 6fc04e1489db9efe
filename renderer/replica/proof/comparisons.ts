import { type Collection, collections } from '../../../contract/collection.ts';
import type { Checkpoint, CollectionDigest } from '../../../contract/replication.ts';
import { differingBuckets } from '../../../domain/digest/bucket-sums.ts';
import { perCollection } from '../per-collection.ts';
import type { StoredDigests } from './stored-digests.ts';

/** How a collection compared with the server when it was at `place`. */
export type Comparison = Readonly<{ place: Checkpoint; at: number; different: readonly number[] }>;

/**
 * Compares what is stored with the server's digest of exactly the same state. A digest is good from the moment its checkpoint is stored until the
 * next write to the collection, whoever writes, and is compared within that time or never: a write on its way can make no false mismatch.
 */
export interface Comparisons {
  /** Something was written to this collection: no digest is of it any more. */
  written(collection: Collection): void;
  /** Everything up to here, and nothing later, is stored. */
  reached(collection: Collection, place: Checkpoint, digest: CollectionDigest | undefined): void;
  /** Compares what can be compared now; the collections that were. */
  compare(now: number): readonly Collection[];
  /** The last one, whatever was written since. */
  last(collection: Collection): Comparison | undefined;
  /** The last one, where nothing was written since. */
  standing(collection: Collection): Comparison | undefined;
  /** The replica starts over: nothing that was compared holds. */
  forget(): void;
}

type Reached = Readonly<{ place: Checkpoint; digest: CollectionDigest }>;
type State = { waiting?: Reached | undefined; last?: Comparison | undefined; stands: boolean };

export function createComparisons(stored: StoredDigests): Comparisons {
  const states = perCollection(never);

  const compareOne = (collection: Collection, now: number): boolean => {
    const state = states[collection];
    if (!state.waiting || !stored.isSettled(collection)) return false;
    const { place, digest } = state.waiting;
    state.waiting = undefined;
    state.stands = true;
    state.last = { place, at: now, different: differingBuckets(stored.sums(collection), digest.buckets) };
    return true;
  };

  return {
    written: (collection) => {
      states[collection].waiting = undefined;
      states[collection].stands = false;
    },
    reached: (collection, place, digest) => {
      states[collection].waiting = digest && { place, digest };
    },
    compare: (now) => collections.filter((collection) => compareOne(collection, now)),
    last: (collection) => states[collection].last,
    standing: (collection) => (states[collection].stands ? states[collection].last : undefined),
    forget: () => {
      for (const collection of collections) states[collection] = never();
    },
  };
}

const never = (): State => ({ stands: false });
