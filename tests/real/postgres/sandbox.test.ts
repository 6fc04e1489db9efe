import { afterAll, beforeAll, describe } from 'vitest';
import { sandboxContract } from '../../../sync-server/dispatch/sandbox/sandbox-contract.ts';
import type { SharedState, Store } from '../../../sync-server/store/port/store.ts';
import { type Cluster, missingPostgres, startCluster } from '../../postgres/cluster.ts';
import { openFreshPostgres } from './open-store.ts';

describe.skipIf(missingPostgres())('the sandbox over PostgreSQL', () => {
  let cluster: Cluster;
  let url: string;
  beforeAll(async () => {
    cluster = await startCluster();
    url = await cluster.createDatabase('sandbox');
  });
  afterAll(() => cluster.dispose());

  const ledgerOf = ({ shared }: Store) => (shared as SharedState).ledger;

  sandboxContract(async () => {
    const { store, restart, dispose } = await openFreshPostgres(url);
    for (const workspace of ['shop', 'other']) await store.credentials.ensureWorkspace(workspace);
    return { ledger: ledgerOf(store), restart: async () => ledgerOf(await restart()), dispose };
  });
});
