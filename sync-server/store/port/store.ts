import type { Credentials } from './credentials.ts';
import type { Feed } from './feed.ts';
import type { Log } from './log.ts';
import type { Outbox } from './outbox.ts';

/** The port that every adapter fills and one contract suite checks. Writes are serialised by the adapter. */
export interface Store {
  readonly log: Log;
  readonly feed: Feed;
  readonly outbox: Outbox;
  readonly credentials: Credentials;
  /** Ends after the writes that were asked for; later ones are refused. A second call does nothing. */
  close(): Promise<void>;
}
