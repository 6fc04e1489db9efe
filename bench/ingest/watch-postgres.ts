import { setTimeout as elapsed } from 'node:timers/promises';
import postgres from 'postgres';
import type { FoldWatch } from './fold-watch.ts';

const lookEveryMs = 25;

type Folded = Readonly<{ events: number; at: number; lagP99Ms: number }>;

/**
 * Asks PostgreSQL itself when each event was committed, and when the transaction that folded it: the one that noted it at its lead.
 * The cluster keeps the time of each commit.
 */
export function watchPostgres(url: string): FoldWatch {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  let before = '0';

  const isBehind = async () => {
    const [row] = await sql<{ behind: boolean }[]>`
      SELECT bool_or(cursor < last_event OR EXISTS (
        SELECT 1 FROM append WHERE append.workspace = workspace.id AND events AND xid >= pg_snapshot_xmin(placed)
          AND NOT pg_visible_in_snapshot(xid, placed)
      )) AS behind FROM workspace`;
    return row?.behind ?? false;
  };

  async function folded(): Promise<Folded> {
    await sql`SET enable_nestloop = off`; // tables that nobody has counted yet are not small
    const [row] = await sql<Folded[]>`
      SELECT count(*)::int AS events, max(folded) * 1000 AS at,
        1000 * percentile_disc(0.99) WITHIN GROUP (ORDER BY folded - logged) AS "lagP99Ms"
      FROM (
        SELECT extract(epoch FROM pg_xact_commit_timestamp(append.xid::xid))::float8 AS logged,
          extract(epoch FROM pg_xact_commit_timestamp(lead_fact.xmin))::float8 AS folded
        FROM append CROSS JOIN generate_series(last_position - facts + 1, last_position) AS place
        JOIN lead_fact ON lead_fact.workspace = append.workspace AND lead_fact.position = place
        WHERE events AND last_position > ${before}
      ) AS of_event`;
    if (!row || row.events === 0) throw new Error('nothing was folded');
    return row;
  }

  return {
    begin: async () => {
      const [last] = await sql<{ position: string }[]>`SELECT coalesce(max(last_position), 0) AS position FROM append`;
      before = last?.position ?? '0';
    },
    caughtUp: async () => {
      while (await isBehind()) await elapsed(lookEveryMs);
    },
    seen: folded,
    stop: () => sql.end(),
  };
}
