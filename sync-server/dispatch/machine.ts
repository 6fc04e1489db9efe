import type { Logger } from 'pino';
import type { StepAuthor } from '../facts/item-fact.ts';
import type { FeedTransaction } from '../store/port/feed.ts';
import type { Store } from '../store/port/store.ts';
import type { WakeUps } from '../wake-ups/wake-ups.ts';
import type { Holding } from './holding.ts';
import type { Pauses } from './pauses.ts';
import type { SendAdapter } from './send-adapter.ts';

/** Folds every event acknowledged so far, inside the caller's transaction; `queued` where that left answers to hand over. */
export type CatchUp = (feed: FeedTransaction, at: Readonly<{ now: number; hmacKey: Uint8Array }>) => Promise<Readonly<{ queued: boolean }>>;

/** What one workspace's items are worked off with. */
export type Machine = Readonly<{
  workspace: string;
  store: Pick<Store, 'feed'>;
  adapter: SendAdapter;
  holding: Holding;
  pauses: Pauses;
  wakeUps: WakeUps;
  catchUp: CatchUp;
  author: () => StepAuthor;
  log: Logger;
}>;

/** Runs work under the feed lock, and tells everybody afterwards. It is the time of the lock, however long that was waited for (I8). */
export async function change<T extends Readonly<{ queued: boolean }>>(
  { store, workspace, wakeUps, author }: Pick<Machine, 'store' | 'workspace' | 'wakeUps' | 'author'>,
  work: (feed: FeedTransaction, author: StepAuthor) => Promise<T>,
): Promise<T> {
  const done = await store.feed.transaction(workspace, (feed) => work(feed, author()));
  wakeUps.feedAdvanced$.next(workspace);
  if (done.queued) wakeUps.outboxAdded$.next(workspace);
  return done;
}
