import type { FeedTransaction } from '../../../sync-server/store/port/feed.ts';
import type { Store } from '../../../sync-server/store/port/store.ts';

/** A store whose transactions are led through `change`. */
export const withTransactions = (store: Store, change: (feed: FeedTransaction) => FeedTransaction): Store => ({
  ...store,
  feed: { ...store.feed, transaction: (name, work) => store.feed.transaction(name, (feed) => work(change(feed))) },
});
