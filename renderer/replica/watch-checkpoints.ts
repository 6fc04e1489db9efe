import type { RxReplicationState } from 'rxdb/plugins/replication';
import type { Checkpoint } from '../../contract/replication.ts';
import type { Stored } from './replica-store.ts';

type CheckpointStore = NonNullable<RxReplicationState<Stored, Checkpoint>['metaInstance']>;

const conflict = 409;

/**
 * Tells of a checkpoint that the store refuses to read or write. RxDB waits for neither, so that a refusal would be a rejection
 * nobody handles and its queue would stand still for good; instead it is `refused` here, and RxDB goes on as if there were no
 * checkpoint or as if it had been written. So `refused` must end the replication at once.
 */
export function watchCheckpoints(store: CheckpointStore, refused: () => void): void {
  const bulkWrite = store.bulkWrite.bind(store);
  const findDocumentsById = store.findDocumentsById.bind(store);
  store.bulkWrite = async (rows, context) => {
    try {
      const result = await bulkWrite(rows, context);
      if (result.error.every(({ status }) => status === conflict)) return result; // RxDB resolves those itself
    } catch {
      // said below, as a refusal that does not throw is
    }
    refused();
    return { error: [] };
  };
  store.findDocumentsById = (ids, deleted) =>
    findDocumentsById(ids, deleted).catch(() => {
      refused();
      return [];
    });
}
