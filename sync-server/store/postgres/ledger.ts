import type { ShownMessage } from '../../../contract/sandbox-ledger.ts';
import type { Ledger, LedgerKey } from '../port/ledger.ts';
import type { Pool } from './database.ts';
import type { Workspaces } from './workspaces.ts';

type Row = Readonly<{ itemId: string; attempt: number; userId: string; shownAt: number; message: string }>;

/** One row an attempt, made by whoever comes first: the call that shows it, or the look-up that rules it out and leaves no time in it. */
export function ledgerOf(pool: Pool, workspaces: Workspaces): Ledger {
  async function isShown({ workspace, itemId, attempt }: LedgerKey): Promise<boolean> {
    const { id } = await workspaces.find(workspace);
    const [row] = await pool<{ shown: boolean }[]>`
      SELECT shown_at IS NOT NULL AS shown FROM sandbox_attempt WHERE workspace = ${id} AND item_id = ${itemId} AND attempt = ${attempt}`;
    return row?.shown ?? false;
  }

  return {
    async show(key, { userId, shownAt, message }) {
      const { id } = await workspaces.find(key.workspace);
      await pool`
        INSERT INTO sandbox_attempt (workspace, item_id, attempt, user_id, shown_at, message)
        VALUES (${id}, ${key.itemId}, ${key.attempt}, ${userId}, ${shownAt}, ${JSON.stringify(message)}) ON CONFLICT DO NOTHING`;
      return isShown(key);
    },
    async wasShown(key) {
      const { id } = await workspaces.find(key.workspace);
      await pool`
        INSERT INTO sandbox_attempt (workspace, item_id, attempt) VALUES (${id}, ${key.itemId}, ${key.attempt}) ON CONFLICT DO NOTHING`;
      return isShown(key);
    },
    async list(workspace, limit): Promise<readonly ShownMessage[]> {
      const { id } = await workspaces.find(workspace);
      const rows = await pool<Row[]>`
        SELECT item_id AS "itemId", attempt, user_id AS "userId", shown_at AS "shownAt", message FROM sandbox_attempt
        WHERE workspace = ${id} AND shown_at IS NOT NULL ORDER BY number DESC LIMIT ${limit}`;
      return rows.map((row) => ({ ...row, message: JSON.parse(row.message) as ShownMessage['message'] }));
    },
  };
}
