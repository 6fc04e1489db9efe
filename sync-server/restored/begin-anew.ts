import type { Store } from '../store/port/store.ts';

/**
 * Tells every desk that this store was put back: a checkpoint of before may be in the backup too, and a desk that pulled nothing since would
 * ask again, as for the first time, for what it was not answered and what left meanwhile. As it is, it asks with a warning (I7).
 */
export const beginAnew = ({ feed }: Pick<Store, 'feed'>, workspace: string, randomUuid: () => string): Promise<void> =>
  feed.transaction(workspace, (tx) => tx.forgetEpochs(randomUuid()));
