import type { RxReplicationState } from 'rxdb/plugins/replication';
import type { Checkpoint } from '../../contract/replication.ts';
import type { Stored } from './replica-store.ts';

type CheckpointStore = NonNullable<RxReplicationState<Stored, Checkpoint>['metaInstance']>;

type CheckpointDocument = Parameters<CheckpointStore['bulkWrite']>[0][number]['document'];

const conflict = 409;

/**
 * Tells of a checkpoint that the store refuses to read or write. RxDB waits for neither, so that a refusal would be a rejection
 * nobody handles and its queue would stand still for good; instead it is `refused` here, and RxDB goes on as if there were no
 * checkpoint or as if it had been written. So `refused` must end the replication at once.
 *
 * At every look for news RxDB reads the checkpoint, which it wrote itself, and what it knows of the documents that came, which is nothing where
 * nothing is pushed: both are answered here without the store.
 */
export function watchCheckpoints(store: CheckpointStore, refused: () => void): void {
  const bulkWrite = store.bulkWrite.bind(store);
  const findDocumentsById = store.findDocumentsById.bind(store);
  const known = new Map<string, CheckpointDocument>();

  store.bulkWrite = async (rows, context) => {
    for (const { document } of rows) known.delete(document.id);
    try {
      const result = await bulkWrite(rows, context);
      if (result.error.length === 0) for (const { document } of rows) known.set(document.id, document);
      if (result.error.every(({ status }) => status === conflict)) return result; // RxDB resolves those itself
    } catch {
      // said below, as a refusal that does not throw is
    }
    refused();
    return { error: [] };
  };
  store.findDocumentsById = async (ids, deleted) => {
    const asked = ids.filter(isCheckpoint);
    const found = asked.flatMap((id) => known.get(id) ?? []);
    if (found.length === asked.length) return found;
    return findDocumentsById(asked, deleted).catch(() => {
      refused();
      return [];
    });
  };
}

/** RxDB's ids of what it knows of a document end in `|0`. */
const isCheckpoint = (id: string): boolean => id.endsWith('|1');
