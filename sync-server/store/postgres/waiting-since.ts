import type { Queries } from './database.ts';
import type { Workspace } from './workspaces.ts';

/** When the oldest event that waits was received: the first one after the cursor, or one that has no place yet. */
export async function waitingSince(queries: Queries, { id }: Workspace): Promise<number | undefined> {
  const [row] = await queries<{ since: number | null }[]>`
    SELECT least(
      (SELECT received_at FROM (
         SELECT *, greatest(cursor - last_position + facts, 0) AS folded FROM append
         WHERE append.workspace = workspace.id AND events AND last_position > cursor ORDER BY last_position LIMIT 1
       ) AS next JOIN fact ON fact.append = next.id AND ord >= coalesce(ords[folded + 1], folded)
       ORDER BY ord LIMIT 1),
      (SELECT min(received_at) FROM append JOIN fact ON fact.append = append.id
       WHERE append.workspace = workspace.id AND events AND xid >= pg_snapshot_xmin(placed) AND NOT pg_visible_in_snapshot(xid, placed))
    ) AS since
    FROM workspace WHERE id = ${id}`;
  return row?.since ?? undefined;
}
