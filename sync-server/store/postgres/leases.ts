import type { Lease, Leases } from '../port/leases.ts';
import type { Pool } from './database.ts';
import type { Workspaces } from './workspaces.ts';

const channel = 'talklens_lease';
const LEASE_MS = 10_000;
/** So long a line believes what it was told without asking again; a change is told to it sooner, if nothing is lost on the way. */
const CERTAIN_MS = { ours: 3_000, elsewhere: 1_000 } as const;

type Held = { readonly key: string; readonly holder: string; ours: boolean; certainUntil: number };

/** @param randomUuid names each holder anew, so that a late `release` of one connection is none of the next */
export function leasesOf(pool: Pool, workspaces: Workspaces, randomUuid: () => string): Leases {
  const open = new Set<Held>();
  let listening = false;

  function listen(): void {
    if (listening) return;
    listening = true;
    pool.listen(channel, heard).catch(() => undefined); // the driver tries again by itself; until then asking finds out
  }
  const heard = (payload: string) => {
    const [key, holder] = payload.split(' ');
    for (const held of open) if (held.key === key && held.holder !== holder) held.certainUntil = 0;
  };

  return {
    of(workspace, client) {
      listen();
      const held: Held = { key: `${workspace}/${client}`, holder: randomUuid(), ours: false, certainUntil: 0 };
      open.add(held);
      return leaseOn({ pool, workspaces, workspace, client, held, ended: () => open.delete(held) });
    },
  };
}

type Parts = Readonly<{ pool: Pool; workspaces: Workspaces; workspace: string; client: string; held: Held; ended: () => void }>;

/** The database's clock, which all processes share, says who has it; our own only when to ask. */
function leaseOn({ pool, workspaces, workspace, client, held, ended }: Parts): Lease {
  const { holder, key } = held;
  const upsert = (id: number) => pool`
    INSERT INTO client_lease AS lease (workspace, client, holder, until)
    VALUES (${id}, ${client}, ${holder}, clock_timestamp() + ${LEASE_MS} * interval '1 ms')
    ON CONFLICT (workspace, client) DO UPDATE SET holder = excluded.holder, until = excluded.until`;
  const learned = (ours: boolean) => {
    held.ours = ours;
    held.certainUntil = performance.now() + (ours ? CERTAIN_MS.ours : CERTAIN_MS.elsewhere);
    return ours;
  };

  return {
    async take() {
      const { id } = await workspaces.find(workspace);
      await pool`WITH taken AS (${upsert(id)} RETURNING 1) SELECT pg_notify(${channel}, ${`${key} ${holder}`}) FROM taken`;
      learned(true);
    },
    async keep() {
      if (performance.now() < held.certainUntil) return held.ours;
      const { id } = await workspaces.find(workspace);
      const { count } = await pool`${upsert(id)} WHERE lease.holder = excluded.holder OR lease.until < clock_timestamp()`;
      return learned(count > 0);
    },
    async release() {
      ended();
      held.certainUntil = 0;
      const { id } = await workspaces.find(workspace);
      await pool`
        WITH let_go AS (DELETE FROM client_lease WHERE workspace = ${id} AND client = ${client} AND holder = ${holder} RETURNING 1)
        SELECT pg_notify(${channel}, ${`${key} ${holder}`}) FROM let_go`;
    },
  };
}
