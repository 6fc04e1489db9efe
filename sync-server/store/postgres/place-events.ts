import { sealed } from './append-seal.ts';
import type { Queries } from './database.ts';
import type { Counters, Workspace } from './workspaces.ts';

type Row = Counters & Readonly<{ placedUpTo: number | null; snapshot: string }>;

/**
 * Gives every chat event that can be seen and has none yet its position, in the order of `xid`, and returns the counters as they
 * were and as that has moved them; the caller saves them. Under the feed lock, as the first statement after it: its snapshot sees all that earlier holders placed.
 *
 * A cursor over a sequence would step over what commits late. Here the last placing's snapshot says exactly which appends it saw:
 * those that it did not see and this one does are new, however long they were under way. What the xmin horizon is for, it does
 * without waiting for anybody's open transaction, so an acknowledged event always has its place when this returns.
 */
export async function placeEvents(tx: Queries, { id: workspace }: Workspace): Promise<Readonly<{ before: Counters; now: Counters }>> {
  const [row] = await tx<Row[]>`
    WITH held AS MATERIALIZED (
      SELECT last_position, last_event, cursor, last_seq, placed, writer FROM workspace WHERE id = ${workspace}
    ), fresh AS (
      SELECT id AS append, held.last_position + sum(facts) OVER (ORDER BY xid, id) AS last FROM held
      JOIN append ON workspace = ${workspace} AND events AND xid >= pg_snapshot_xmin(held.placed)
        AND NOT pg_visible_in_snapshot(xid, held.placed)
    ), placed AS (
      UPDATE append SET last_position = fresh.last, seal = ${sealed(tx, tx`fresh.last`)} FROM fresh WHERE append.id = fresh.append
      RETURNING append.last_position
    )
    SELECT last_position AS position, last_event AS "lastEvent", cursor, last_seq AS seq, placed::text AS placed, writer,
      (SELECT max(placed.last_position) FROM placed) AS "placedUpTo", pg_current_snapshot()::text AS snapshot
    FROM held`;
  if (!row) throw new Error('unknown workspace');
  const { placedUpTo, snapshot, ...before } = row;
  return { before, now: { ...before, ...(placedUpTo !== null && { position: placedUpTo, lastEvent: placedUpTo, placed: snapshot }) } };
}

/** How many events there are without a place. */
export async function eventsWithoutPlace(queries: Queries, { id }: Workspace): Promise<number> {
  const [row] = await queries<{ count: number }[]>`
    SELECT coalesce(sum(facts), 0) AS count FROM workspace
    JOIN append ON append.workspace = workspace.id AND events AND xid >= pg_snapshot_xmin(placed) AND NOT pg_visible_in_snapshot(xid, placed)
    WHERE workspace.id = ${id}`;
  return row?.count ?? 0;
}
