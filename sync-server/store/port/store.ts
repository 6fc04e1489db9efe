import type { Audit } from './audit.ts';
import type { Credentials } from './credentials.ts';
import type { Feed } from './feed.ts';
import type { Leases } from './leases.ts';
import type { Ledger } from './ledger.ts';
import type { Log } from './log.ts';
import type { Models } from './models.ts';
import type { Outbox } from './outbox.ts';
import type { Secrets } from './secrets.ts';
import type { SenderLeases } from './sender-leases.ts';

/** The port that every adapter fills and one contract suite checks. Writes are serialised by the adapter. */
export interface Store {
  readonly log: Log;
  readonly feed: Feed;
  readonly outbox: Outbox;
  readonly credentials: Credentials;
  readonly models: Models;
  readonly audit: Audit;
  /** What several processes on one state need; absent where this process is the only one. */
  readonly shared?: SharedState;
  /** Folds beside the writer, where that is another thread; where it is absent, the composition root starts the fold. */
  readonly fold?: (wakeUps: FoldWakeUps, failed?: FoldFailed) => Promise<Stoppable & Readonly<{ idle(): Promise<void> }>>;
  /** Ends after the writes that were asked for; later ones are refused. A second call does nothing. */
  close(): Promise<void>;
}

type Stoppable = Readonly<{ stop(): Promise<void> }>;
type Wakes = Readonly<{ next(workspace: string): void; subscribe(hear: (workspace: string) => void): Readonly<{ unsubscribe(): void }> }>;

/** The fold is woken by `logCommitted$` and says what came of it by the other two. */
export type FoldWakeUps = Readonly<Record<'logCommitted$' | 'feedAdvanced$' | 'outboxAdded$', Wakes>>;

/** Told of each fold that failed; it is tried again. */
export type FoldFailed = (workspace: string, error: unknown) => void;

export interface SharedState {
  /** The sandbox's, for a dispatch that another process goes on with. */
  readonly ledger: Ledger;
  readonly leases: Leases;
  readonly senders: SenderLeases;
  readonly secrets: Secrets;
  /** Passes wake-ups between this process and the others until it is stopped. A lost one costs a second, never data. */
  relay(wakeUps: Readonly<Record<'logCommitted$' | 'feedAdvanced$' | 'outboxAdded$' | 'credentialsChanged$', Wakes>>): Stoppable;
  /** Runs a job in one of the processes at a time; another one takes it over when this one ends. */
  alone(job: 'learning' | 'neighbours' | 'optOuts', start: () => Promise<Stoppable>): Stoppable;
}
