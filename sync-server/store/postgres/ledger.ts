import type { ShownMessage } from '../../../contract/sandbox-ledger.ts';
import { isShown, type Ledger, type LedgerKey, type TakenMessage } from '../port/ledger.ts';
import type { Pool } from './database.ts';
import type { Workspaces } from './workspaces.ts';

type Row = Readonly<{ itemId: string; attempt: number; userId: string; shownAt: number; message: string }>;

/** One row an attempt, made by whoever comes first: the call that is taken, or the look-up that rules it out and leaves no time in it. */
export function ledgerOf(pool: Pool, workspaces: Workspaces): Ledger {
  async function isTaken({ workspace, itemId, attempt }: LedgerKey): Promise<boolean> {
    const { id } = await workspaces.find(workspace);
    const [row] = await pool<{ taken: boolean }[]>`
      SELECT taken_at IS NOT NULL AS taken FROM sandbox_attempt WHERE workspace = ${id} AND item_id = ${itemId} AND attempt = ${attempt}`;
    return row?.taken ?? false;
  }

  return {
    async take(key, { userId, at, ending, message }) {
      const { id } = await workspaces.find(key.workspace);
      await pool`
        INSERT INTO sandbox_attempt (workspace, item_id, attempt, user_id, taken_at, ending, shown, message)
        VALUES (${id}, ${key.itemId}, ${key.attempt}, ${userId}, ${at}, ${ending}, ${isShown(ending)}, ${JSON.stringify(message)})
        ON CONFLICT DO NOTHING`;
      return isTaken(key);
    },
    async wasTaken(key) {
      const { id } = await workspaces.find(key.workspace);
      await pool`
        INSERT INTO sandbox_attempt (workspace, item_id, attempt) VALUES (${id}, ${key.itemId}, ${key.attempt}) ON CONFLICT DO NOTHING`;
      return isTaken(key);
    },
    async takenBetween(workspace, after, until): Promise<readonly TakenMessage[]> {
      const { id } = await workspaces.find(workspace);
      return pool<TakenMessage[]>`
        SELECT item_id AS "itemId", attempt, taken_at AS at, ending FROM sandbox_attempt
        WHERE workspace = ${id} AND taken_at > ${after} AND taken_at <= ${until} ORDER BY taken_at, number`;
    },
    async list(workspace, limit): Promise<readonly ShownMessage[]> {
      const { id } = await workspaces.find(workspace);
      const rows = await pool<Row[]>`
        SELECT item_id AS "itemId", attempt, user_id AS "userId", taken_at AS "shownAt", message FROM sandbox_attempt
        WHERE workspace = ${id} AND shown ORDER BY number DESC LIMIT ${limit}`;
      return rows.map((row) => ({ ...row, message: JSON.parse(row.message) as ShownMessage['message'] }));
    },
  };
}
