import type { Queries } from './database.ts';
import type { Workspace } from './workspaces.ts';

/** When the oldest event that waits was received: the first one after the cursor, or one that has no place yet. */
export async function waitingSince(queries: Queries, { id }: Workspace): Promise<number | undefined> {
  const [row] = await queries<{ since: number | null }[]>`
    SELECT least(
      (SELECT received_at FROM place JOIN fact ON fact.id = place.fact
       WHERE place.workspace = workspace.id AND place.position > cursor AND kind = 'event' AND cursor < last_event
       ORDER BY place.position LIMIT 1),
      (SELECT min(received_at) FROM fact
       WHERE fact.workspace = workspace.id AND kind = 'event' AND xid >= pg_snapshot_xmin(placed) AND NOT pg_visible_in_snapshot(xid, placed))
    ) AS since
    FROM workspace WHERE id = ${id}`;
  return row?.since ?? undefined;
}
