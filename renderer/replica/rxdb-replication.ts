import { type RxReplicationState, replicateRxCollection } from 'rxdb/plugins/replication';
import { Subject } from 'rxjs';
import type { Checkpoint } from '../../contract/replication.ts';
import type { RxStoredCollection } from './open-database.ts';
import type { Replicate, Stored } from './replica-store.ts';
import { watchCheckpoints } from './watch-checkpoints.ts';

/**
 * RxDB's pull-only replication of one collection. `identifier` never has a port or a token in it: another one pulls everything again.
 * The stored checkpoint is read from an internal field, so the version is pinned and a test watches it.
 */
export const replicateByRxdb =
  (collection: RxStoredCollection, identifier: string): Replicate =>
  ({ batchSize, nextPage, broken }) => {
    const stream$ = new Subject<'RESYNC'>();
    const replication: RxReplicationState<Stored, Checkpoint> = replicateRxCollection<Stored, Checkpoint>({
      replicationIdentifier: identifier,
      collection,
      waitForLeadership: false,
      pull: { batchSize, stream$, handler: nextPage },
    });
    const errors = replication.error$.subscribe(broken);
    void replication.startPromise.then(() => replication.metaInstance && watchCheckpoints(replication.metaInstance, broken));
    return {
      storedCheckpoint: () => replication.internalReplicationState?.lastCheckpointDoc.down?.checkpointData,
      resync: () => stream$.next('RESYNC'),
      end: async (what) => {
        errors.unsubscribe();
        await (what === 'forget' ? replication.remove() : replication.cancel());
      },
    };
  };
