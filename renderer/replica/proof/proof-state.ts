import type { Collection } from '../../../contract/collection.ts';
import type { FailureCode } from '../../../contract/failure.ts';
import type { DifferenceLog } from './difference.ts';

/** The last time that all ten collections were known to be the server's: at which place of the feed, and when. */
export type Proven = Readonly<{ seq: number; at: number }>;

/**
 * How the replica stands to the server:
 *
 *   unproven --all ten equal at one head--> same --a sum differs, or the disk does--> repairing --compared again, equal--> same
 *                                                                                        \--still not--> different
 *
 * `counting` and `checking` lie over it while every document is hashed after the start, and while a person has everything read again.
 */
export type ProofKind = 'unproven' | 'counting' | 'checking' | 'same' | 'repairing' | 'different';

export type ProofState = Readonly<{
  kind: ProofKind;
  /** Kept while offline, and from one start to the next. */
  proven?: Proven;
  /** Of `counting` and `checking`, in whole percent. */
  percent?: number;
  /** Of `different`: whose fault it seems. */
  code?: FailureCode;
  /** Documents found to differ that the marketer has not looked at yet. */
  unseen: number;
  /** Of all time on this machine, and when the last was found. */
  foundEver: number;
  lastFoundAt?: number;
}>;

export type CollectionStanding = 'unproven' | 'same' | 'repairing' | 'different';

export type CollectionProof = Readonly<{
  collection: Collection;
  documents: number;
  standing: CollectionStanding;
  /** When it was last compared with the server. */
  comparedAt?: number;
  /** When every document of it was last read from the disk and was as written. */
  readAt?: number;
}>;

export type ProofDetail = Readonly<{ state: ProofState; collections: readonly CollectionProof[]; differences: DifferenceLog }>;
