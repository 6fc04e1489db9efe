import type { Feed, FeedTransaction } from '../../sync-server/store/port/feed.ts';
import type { Store } from '../../sync-server/store/port/store.ts';
import type { Work } from './doom.ts';

/** Told when a work begins and when it is done, in between it is under way. */
export type WorkWatch = Readonly<{ begin: (work: Work) => void; end: (work: Work) => void }>;

/** A store that tells when the server commits events, folds them, and hands their answers over. It changes nothing. */
export function watchedStore(store: Store, watch: WorkWatch): Store {
  const { log, feed, outbox } = store;
  return {
    ...store,
    log: {
      ...log,
      appendEvents: async (workspace, events) => {
        watch.begin('commit');
        const appended = await log.appendEvents(workspace, events);
        watch.end('commit');
        return appended;
      },
    },
    feed: { ...feed, transaction: watchedTransaction(feed, watch) },
    outbox: {
      ...outbox,
      waiting: async (workspace, client, afterId, limit) => {
        const rows = await outbox.waiting(workspace, client, afterId, limit);
        if (rows.length > 0) watch.begin('outbox');
        return rows;
      },
      settle: async (workspace, ids, at) => {
        await outbox.settle(workspace, ids, at);
        watch.end('outbox');
      },
    },
  };
}

/** A transaction that found events to fold is a fold; it is done when it is committed. */
function watchedTransaction({ transaction }: Feed, watch: WorkWatch): Feed['transaction'] {
  return async (workspace, work) => {
    let folds = false;
    const unfolded = async (feed: FeedTransaction, limit: number) => {
      const events = await feed.unfolded(limit);
      if (events.length > 0) watch.begin('fold');
      folds ||= events.length > 0;
      return events;
    };
    const result = await transaction(workspace, (feed) => work({ ...feed, unfolded: (limit) => unfolded(feed, limit) }));
    if (folds) watch.end('fold');
    return result;
  };
}
