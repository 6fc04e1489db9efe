import type { Queries } from './database.ts';
import type { Counters, Workspace } from './workspaces.ts';

type Placed = Readonly<{ placed: number; snapshot: string }>;

/**
 * Gives every chat event that can be seen and has none yet its position, in the order `(xid, ord)`. Under the feed lock, as the first
 * statement after it: its snapshot sees all that earlier holders placed.
 *
 * A cursor over a sequence would step over what commits late. Here the last placing's snapshot says exactly which events it saw:
 * those that it did not see and this one does are new, however long they were under way. What the xmin horizon is for, it does
 * without waiting for anybody's open transaction, so an acknowledged event always has its place when this returns.
 */
export async function placeEvents(tx: Queries, workspace: Workspace, counters: Counters): Promise<void> {
  const [done] = await tx<Placed[]>`
    WITH fresh AS (
      SELECT id, checksum, ${counters.position}::bigint + row_number() OVER (ORDER BY xid, ord) AS position FROM fact
      WHERE workspace = ${workspace.id} AND kind = 'event' AND xid >= pg_snapshot_xmin(${counters.placed}::text::pg_snapshot)
        AND NOT pg_visible_in_snapshot(xid, ${counters.placed}::text::pg_snapshot)
    ), placed AS (
      INSERT INTO place (workspace, position, fact, seal)
      SELECT ${workspace.id}, position, id, sha256(checksum || convert_to(position::text, 'UTF8')) FROM fresh
      RETURNING 1
    )
    SELECT count(*) AS placed, pg_current_snapshot()::text AS snapshot FROM placed`;
  if (!done || done.placed === 0) return;
  counters.position += done.placed;
  counters.lastEvent = counters.position;
  counters.placed = done.snapshot;
}

/** How many events there are without a place. */
export async function eventsWithoutPlace(queries: Queries, { id }: Workspace): Promise<number> {
  const [row] = await queries<{ count: number }[]>`
    SELECT count(*) AS count FROM workspace
    JOIN fact ON fact.workspace = workspace.id AND kind = 'event' AND xid >= pg_snapshot_xmin(placed) AND NOT pg_visible_in_snapshot(xid, placed)
    WHERE workspace.id = ${id}`;
  return row?.count ?? 0;
}
