import type { RxDatabaseCreator } from 'rxdb/plugins/core';
import type { Observable } from 'rxjs';
import type { Meeting } from './following/meeting.ts';
import type { ModelFiles } from './models/model-files.ts';
import type { ReplicaLock } from './replica-lock.ts';

/** Everything the replica takes from outside; the worker passes the browser's, a test its own. */
export type Surroundings = Readonly<{
  /** Same-origin paths only. */
  fetch: (path: string, init: RequestInit) => Promise<Response>;
  storage: RxDatabaseCreator['storage'];
  /** Where learned files are kept. Absent where they last as long as the program, as in tests. */
  modelFiles?: ModelFiles;
  /** Epoch milliseconds. */
  now: () => number;
  /** Resolves after `ms`, or at once when aborted; never rejects. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** From 0 inclusive to 1 exclusive. */
  random: () => number;
  /** Emits when the machine believes that it has a network again, or has woken from sleep. */
  online$: Observable<unknown>;
  lock: ReplicaLock;
  /** How windows find each other. Absent where there can be no other one, as in a program of Node's. */
  meeting?: Meeting;
  /** Whether the replica will not be evicted under storage pressure. Only a page can ask for that (WHATWG Storage 4). */
  persisted: () => Promise<boolean>;
}>;
