import type { Result } from '../../../contract/result.ts';
import type { FeedTransaction } from '../port/feed.ts';
import type { Store } from '../port/store.ts';
import type { SentError } from './sent-error.ts';

// What the threads of one process say to each other. Both ends are of one bundle, so nothing is parsed: a message is as its type says.

/** The writes that are one message each; `commit` and the like of a feed transaction go step by step. */
export const calls = {
  log: ['appendEvents', 'quarantine', 'expireQuarantine'],
  outbox: ['settle', 'settleUpTo', 'expire'],
  credentials: ['ensureWorkspace', 'add', 'replace', 'remove'],
  models: ['keep', 'prune'],
} as const satisfies { [Room in CalledRoom]: readonly (keyof Store[Room])[] };

type CalledRoom = 'log' | 'outbox' | 'credentials' | 'models';
export type Call = { [Room in CalledRoom]: Readonly<{ room: Room; method: (typeof calls)[Room][number] }> }[CalledRoom];

/** A step of a feed transaction: everything of it but its `epoch`. */
export type Step = Exclude<keyof FeedTransaction, 'epoch'>;

/** Who asks gives an `id` and is answered by it. A `work` is the id of the `begin` that opened it. */
export type ToWriter =
  | Readonly<{ kind: 'call'; id: number; args: readonly unknown[] } & Call>
  | Readonly<{ kind: 'begin'; id: number; workspace: string }>
  | Readonly<{ kind: 'step'; id: number; work: number; step: Step; args: readonly unknown[] }>
  | Readonly<{ kind: 'commit' | 'rollBack'; id: number; work: number }>
  | Readonly<{ kind: 'startFold' | 'foldIdle' | 'stopFold' | 'close'; id: number }>
  /** Events of this workspace were committed. */
  | Readonly<{ kind: 'logCommitted'; workspace: string }>;

export type FromWriter =
  | Readonly<{ kind: 'opened'; result: Result<undefined> }>
  | Readonly<{ kind: 'couldNotOpen'; error: SentError }>
  | Readonly<{ kind: 'done'; id: number; value: unknown }>
  | Readonly<{ kind: 'failed'; id: number; error: SentError }>
  | Readonly<{ kind: 'foldFailed'; workspace: string; error: SentError }>
  /** The fold gave desks something to pull, or the outbox something to hand over. */
  | Readonly<{ kind: 'feedAdvanced' | 'outboxAdded'; workspace: string }>;
