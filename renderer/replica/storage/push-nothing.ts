import type { RxStorageDefaultCheckpoint, RxStorageInstance } from 'rxdb/plugins/core';

/** Before every change. */
const beginning: RxStorageDefaultCheckpoint = { id: '', lwt: 0 };

/**
 * At every look for news RxDB also looks for local changes to push, from all documents where there is no index of when they changed:
 * the better part of a second in a hundred thousand. Nothing is pushed through RxDB here (commands go their own way), so there are none.
 */
export function pushNothing<D, Internals, Options>(instance: RxStorageInstance<D, Internals, Options>): void {
  instance.getChangedDocumentsSince = async (_limit, checkpoint = beginning) => ({ documents: [], checkpoint });
}
