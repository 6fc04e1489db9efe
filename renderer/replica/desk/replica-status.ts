import type { FailureCode } from '../../../contract/failure.ts';
import type { Freshness } from '../../../domain/freshness/freshness-of.ts';
import type { ProofState } from '../proof/proof-state.ts';

/** Where the replica stands; the status bar says all of it, always. */
export type ReplicaStatus = Readonly<{
  /** `filling`: the first full pull is under way. `openElsewhere`: another window owns the replica and does not answer. */
  connection: 'connecting' | 'filling' | 'connected' | 'offline' | 'signedOut' | 'outdated' | 'openElsewhere' | 'failed';
  /** Why it is not connected, where that is known. */
  code?: FailureCode;
  /** Another window owns the replica, and all of this is what that one says. */
  follows?: true;
  workspace?: string;
  member?: string;
  /** Documents stored so far while `filling`. */
  filled?: number;
  /** Not all of it is here yet, and the server is away: the first pull, or the one that replaces everything, goes on later. */
  incomplete?: true;
  /** Documents that this version of the desk cannot read: kept, not shown. Absent for none. */
  unreadable?: number;
  /** Events that the server has stored and not worked in yet: what is shown trails by them. Absent unless they are many. */
  lag?: number;
  /** How long the news of the last minutes took from the chat to this desk. Absent where none came while it was connected. */
  freshness?: Freshness;
  /** Commands without an outcome yet. */
  waiting: number;
  /** Dispatches that wait for a look, because their audience changed. Absent for none. */
  review?: number;
  oldestWaitingAt?: number;
  /** When every collection had last caught up with the server, epoch ms. */
  syncedAt?: number;
  /** Whether the browser promised not to evict the replica under storage pressure. */
  persisted: boolean;
  /** Whether the replica is known to be the server's. */
  proof?: ProofState;
}>;
