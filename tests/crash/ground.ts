import { startCluster } from '../postgres/cluster.ts';
import type { CrashOptions } from './crash-options.ts';

/** What the server's store stands on. */
export type Ground = Readonly<{
  /** What our programs find the store by, beside the data folder. */
  env: Readonly<Record<string, string>>;
  /** PostgreSQL, which is killed by itself too; absent where the store is a file. */
  database?: Database;
  /** What of it is kept to be looked at where the promise was broken. */
  folders: readonly string[];
  close(promiseKept: boolean): Promise<void>;
}>;

export type Database = Readonly<{
  /** Every process of it at once, or one that works for a connection: it then starts itself again. */
  kill(what: 'postmaster' | 'backend'): Promise<void>;
  start(): Promise<void>;
}>;

export async function startGround({ store }: CrashOptions): Promise<Ground> {
  if (store === 'sqlite') return { env: {}, folders: [], close: async () => undefined };
  const cluster = await startCluster();
  return {
    env: { DATABASE_URL: await cluster.createDatabase('crash') },
    database: {
      kill: (what) => (what === 'backend' ? cluster.killBackend() : cluster.stop('kill')),
      start: cluster.start,
    },
    folders: [cluster.folder],
    close: (promiseKept) => cluster.dispose(promiseKept ? undefined : 'kept'),
  };
}
