import { afterAll, beforeAll, describe } from 'vitest';
import { storeContract } from '../../../sync-server/store/store-contract.ts';
import { type Cluster, missingPostgres, startCluster } from '../../postgres/cluster.ts';
import { openFreshPostgres } from './open-store.ts';

describe.skipIf(missingPostgres())('PostgreSQL', () => {
  let cluster: Cluster;
  let url: string;
  beforeAll(async () => {
    cluster = await startCluster();
    url = await cluster.createDatabase('contract');
  });
  afterAll(() => cluster.dispose());

  storeContract('PostgreSQL', () => openFreshPostgres(url));
});
