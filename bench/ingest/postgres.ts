import { type Cluster, serverPrograms, startCluster } from '../../tests/postgres/cluster.ts';

export const postgresIsThere = serverPrograms() !== undefined;

export type Postgres = Cluster;

/** As Debian has it, fsync at each commit among it, but that it keeps the time of each commit, by which the lag of the fold is seen. */
export const startPostgres = (): Promise<Postgres> =>
  startCluster({ settings: ['log_min_messages=fatal', 'track_commit_timestamp=on'], locale: 'C' });
