import type { ShownMessage } from '../../../contract/sandbox-ledger.ts';
import { isShown, type Ledger, type LedgerEntry, type LedgerKey, type TakenMessage } from '../port/ledger.ts';
import { column, type Pool } from './database.ts';
import type { Workspace, Workspaces } from './workspaces.ts';

type Row = Readonly<{ itemId: string; attempt: number; userId: string; shownAt: number; message: string }>;

/**
 * One row an attempt, made by whoever comes first: the call that is taken, or the look-up that rules it out and leaves no time in it. Rows are
 * made in one order, so that two who make some of the same never wait for each other.
 */
export function ledgerOf(pool: Pool, workspaces: Workspaces): Ledger {
  /** After whoever came first has committed: an insert that met a row of theirs has waited for them. */
  async function taken({ id }: Workspace, keys: readonly LedgerKey[]): Promise<readonly boolean[]> {
    const rows = await pool<LedgerKey[]>`
      SELECT key.item_id AS "itemId", key.attempt::integer AS attempt FROM ROWS FROM (${named(keys)}) AS key (item_id, attempt)
      CROSS JOIN LATERAL (
        SELECT taken_at FROM sandbox_attempt AS known
        WHERE workspace = ${id} AND known.item_id = key.item_id AND known.attempt = key.attempt::integer LIMIT 1
      ) AS found WHERE taken_at IS NOT NULL`;
    const found = new Set(rows.map(nameOf));
    return keys.map((key) => found.has(nameOf(key)));
  }

  const columnOf = <T>(rows: readonly T[], value: (row: T) => string | number) => column(pool, rows.map(value));
  const named = (keys: readonly LedgerKey[]) =>
    pool`${columnOf(keys, ({ itemId }) => itemId)}, ${columnOf(keys, ({ attempt }) => attempt)}`;

  return {
    async take(workspace, entries) {
      if (entries.length === 0) return [];
      const found = await workspaces.find(workspace);
      const of = (value: (entry: LedgerEntry) => string | number) => columnOf(entries, value);
      await pool`
        INSERT INTO sandbox_attempt (workspace, item_id, attempt, user_id, taken_at, ending, shown, message)
        SELECT ${found.id}, item_id, attempt::integer, user_id, taken_at::bigint, ending, shown::boolean, message
        FROM ROWS FROM (
          ${named(entries)}, ${of(({ userId }) => userId)}, ${of(({ at }) => at)}, ${of(({ ending }) => ending)},
          ${of(({ ending }) => String(isShown(ending)))}, ${of(({ message }) => JSON.stringify(message))}
        ) AS given (item_id, attempt, user_id, taken_at, ending, shown, message)
        ORDER BY item_id, attempt
        ON CONFLICT DO NOTHING`;
      return taken(found, entries);
    },
    async wereTaken(workspace, keys) {
      if (keys.length === 0) return [];
      const found = await workspaces.find(workspace);
      await pool`
        INSERT INTO sandbox_attempt (workspace, item_id, attempt)
        SELECT ${found.id}, item_id, attempt::integer FROM ROWS FROM (${named(keys)}) AS given (item_id, attempt)
        ORDER BY item_id, attempt
        ON CONFLICT DO NOTHING`;
      return taken(found, keys);
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

const nameOf = ({ itemId, attempt }: LedgerKey): string => `${itemId} ${attempt}`;
