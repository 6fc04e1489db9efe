import type { Secrets } from '../port/secrets.ts';
import { inTransaction, locks, type Pool, type Queries, writing } from './database.ts';

/** A change holds a transaction for as long as its work takes: shorter than a session may be idle inside of one. */
export const secretsOf = (pool: Pool): Secrets => ({
  read: (key) => readIn(pool, key),
  change: (key, work) =>
    inTransaction(pool, writing, async (tx) => {
      await tx`SELECT pg_advisory_xact_lock(${locks.secrets}::int, hashtext(${key}))`;
      const was = await readIn(tx, key);
      const is = await work(was);
      if (is === was) return;
      if (is === undefined) await tx`DELETE FROM secret WHERE key = ${key}`;
      else await tx`INSERT INTO secret (key, value) VALUES (${key}, ${is}) ON CONFLICT (key) DO UPDATE SET value = excluded.value`;
    }),
});

async function readIn(queries: Queries, key: string): Promise<string | undefined> {
  const [row] = await queries<{ value: string }[]>`SELECT value FROM secret WHERE key = ${key}`;
  return row?.value;
}
