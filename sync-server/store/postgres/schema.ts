import { sealed } from './append-seal.ts';
import { inTransaction, lock, type Pool, type Queries, writing } from './database.ts';
import { migrations } from './migrations/migrations.ts';

/**
 * Brings the schema up to date, or says false, changing nothing, where a newer program has written it. Replicas that start at once
 * wait for one another; a step that fails leaves nothing.
 */
export async function migrate(pool: Pool, steps: readonly string[] = migrations): Promise<boolean> {
  return inTransaction(pool, writing, async (tx) => {
    await lock(tx, 'schema', 0);
    await tx`CREATE TABLE IF NOT EXISTS schema_version (version integer NOT NULL)`;
    const version = await versionOf(tx);
    if (version > steps.length) return false;
    for (const step of steps.slice(version)) await tx.unsafe(step).simple();
    if (version < steps.length) await saveVersion(tx, steps.length);
    if (steps.length > 0) await adoptCluster(tx);
    return true;
  });
}

async function versionOf(tx: Queries): Promise<number> {
  const [row] = await tx<{ version: number }[]>`SELECT version FROM schema_version`;
  return row?.version ?? 0;
}

async function saveVersion(tx: Queries, version: number): Promise<void> {
  await tx`DELETE FROM schema_version`;
  await tx`INSERT INTO schema_version VALUES (${version})`;
}

/**
 * Transaction numbers mean something in their own cluster only. Where a dump was restored into another one, events without a place
 * get theirs first, and all then count as older than anything that will be appended here.
 */
async function adoptCluster(tx: Queries): Promise<void> {
  const [here] = await tx<{ identifier: string }[]>`SELECT system_identifier::text AS identifier FROM pg_control_system()`;
  const [known] = await tx<{ identifier: string }[]>`SELECT identifier FROM cluster`;
  if (known?.identifier === here?.identifier) return;
  if (known) await placeRestored(tx);
  await tx`DELETE FROM cluster`;
  await tx`INSERT INTO cluster VALUES (${here?.identifier ?? ''})`;
}

async function placeRestored(tx: Queries): Promise<void> {
  await tx`
    WITH late AS (
      SELECT append.id AS append,
        workspace.last_position + sum(facts) OVER (PARTITION BY append.workspace ORDER BY xid, append.id) AS last
      FROM append JOIN workspace ON workspace.id = append.workspace
      WHERE append.last_position IS NULL
    ), placed AS (
      UPDATE append SET last_position = late.last, seal = ${sealed(tx, tx`late.last`)} FROM late WHERE append.id = late.append
      RETURNING append.workspace, append.last_position
    )
    UPDATE workspace SET last_position = new.last, last_event = new.last
    FROM (SELECT placed.workspace, max(placed.last_position) AS last FROM placed GROUP BY placed.workspace) AS new
    WHERE workspace.id = new.workspace`;
  await tx`UPDATE append SET xid = '3'`;
  await tx`UPDATE workspace SET placed = pg_current_snapshot()`;
}
