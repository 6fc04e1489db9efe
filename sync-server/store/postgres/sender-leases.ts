import type { SenderLeases } from '../port/sender-leases.ts';
import type { Pool } from './database.ts';

const LEASE_MS = 10_000;

/** The database's clock, which all servers share, says whose lease has run out. */
export const senderLeasesOf = (pool: Pool): SenderLeases => ({
  leaseMs: LEASE_MS,
  async renew(holder) {
    await pool`DELETE FROM sender_lease WHERE until < clock_timestamp() - interval '1 day'`;
    await pool`
      INSERT INTO sender_lease (holder, until) VALUES (${holder}, clock_timestamp() + ${LEASE_MS} * interval '1 ms')
      ON CONFLICT (holder) DO UPDATE SET until = excluded.until`;
  },
  async alive() {
    const rows = await pool<{ holder: string }[]>`SELECT holder FROM sender_lease WHERE until >= clock_timestamp()`;
    return new Set(rows.map(({ holder }) => holder));
  },
  async release(holder) {
    await pool`DELETE FROM sender_lease WHERE holder = ${holder}`;
  },
});
