import type { Observable } from 'rxjs';
import type { FailureCode } from '../../../contract/failure.ts';
import type { ReplicaStatus } from '../desk/replica-status.ts';
import type { Acts } from '../desk-acts.ts';
import type { Reads } from '../desk-reads.ts';

/** What stands behind the screens: this window's own replica, or the window that owns it. */
export type Front = Readonly<{
  reads: Reads;
  /** Done once, however often it is asked for by the same id, here or at another front (I6). */
  act: (id: string, name: keyof Acts, args: readonly unknown[]) => Promise<unknown>;
  syncNow: () => void;
  /** Aborted when it is over: what it has not answered by then, the next one is asked again. */
  over: AbortSignal;
}>;

/** The way to the replica: a front, why there is none, or neither while there will be one soon. */
export type Way = Readonly<{ front?: Front; refused?: FailureCode }>;

/** What a window is to the replica: its owner, or the follower of another window. */
export type Role = Readonly<{
  way$: Observable<Way>;
  status$: Observable<ReplicaStatus>;
  /** Asks the server anew who we are. */
  redial: () => void;
  /** Looks after its line to the server now. */
  wake: () => void;
}>;
