import type { SenderLeases } from '../port/sender-leases.ts';
import { locks, type Pool } from './database.ts';
import { withoutSenders } from './without-senders.ts';

const LEASE_MS = 10_000;

/** The database's clock, which all servers share, says whose lease has run out. */
export const senderLeasesOf = (pool: Pool, url: string): SenderLeases => ({
  leaseMs: LEASE_MS,
  async renew(holder) {
    await pool`DELETE FROM sender_lease WHERE until < clock_timestamp() - interval '1 day'`;
    const { count } = await pool`
      WITH gate AS MATERIALIZED (SELECT pg_try_advisory_xact_lock_shared(${locks.senders}::int, 0) AS is_open)
      INSERT INTO sender_lease (holder, until)
      SELECT ${holder}::text, clock_timestamp() + ${LEASE_MS} * interval '1 ms' FROM gate WHERE is_open
      ON CONFLICT (holder) DO UPDATE SET until = excluded.until`;
    return count > 0;
  },
  async alive() {
    const rows = await pool<{ holder: string }[]>`SELECT holder FROM sender_lease WHERE until >= clock_timestamp()`;
    return new Set(rows.map(({ holder }) => holder));
  },
  async release(holder) {
    await pool`DELETE FROM sender_lease WHERE holder = ${holder}`;
  },
  withoutSenders: (work) => withoutSenders(url, LEASE_MS, work),
});
