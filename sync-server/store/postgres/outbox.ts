import { canonicalJson } from '../../../domain/identity/canonical-json.ts';
import { widthClass, widthClasses } from '../answer-width.ts';
import { givenIn } from '../answered.ts';
import type { OutboxRow } from '../port/feed.ts';
import type { Outbox } from '../port/outbox.ts';
import { type StoredRow, toWaitingRow } from '../waiting-row.ts';
import { column, lock, type Pool, type Queries } from './database.ts';
import type { Lanes } from './lanes.ts';
import type { Workspace, Workspaces } from './workspaces.ts';

/**
 * Queues rows; one without messages is none. The workspace's outbox is locked until the commit, so that ids rise in commit order and
 * nobody who goes on after an id steps over a row.
 */
export async function queueRows(tx: Queries, workspace: Workspace, rows: readonly OutboxRow[], now: number): Promise<void> {
  const given = rows.filter(({ messages }) => messages.length > 0);
  if (given.length === 0) return;
  const of = (value: (row: OutboxRow) => string | number) => column(tx, given.map(value));
  await lock(tx, 'outbox', workspace.id);
  await tx`
    INSERT INTO outbox (workspace, client, messages, first_position, last_position, width, created_at)
    SELECT ${workspace.id}, client, messages, first::bigint, last::bigint, width::bigint, ${now}
    FROM ROWS FROM (
      ${of(({ client }) => client)}, ${of(({ messages }) => canonicalJson(messages))}, ${of(({ answers }) => answers?.first ?? '')},
      ${of(({ answers }) => answers?.last ?? '')}, ${of(({ answers }) => (answers ? widthClass(answers) : ''))}
    ) WITH ORDINALITY AS given (client, messages, first, last, width, n)
    ORDER BY n`;
}

/** Rows forgotten in one transaction, so that nothing waits long behind an expiry. */
const EXPIRY_CHUNK = 1_000;

export function outboxOf(pool: Pool, lanes: Lanes, workspaces: Workspaces): Outbox {
  /** Until nothing is left, a chunk a transaction. */
  async function inChunks(deleteChunk: () => PromiseLike<Readonly<{ count: number }>>): Promise<number> {
    for (let total = 0; ; ) {
      const { count } = await lanes.beside(async () => deleteChunk());
      total += count;
      if (count < EXPIRY_CHUNK) return total;
    }
  }

  return {
    async waiting(name, client, afterId, limit) {
      const { id } = await workspaces.find(name);
      const rows = await pool<StoredRow[]>`
        SELECT id, client, messages FROM outbox
        WHERE workspace = ${id} AND client = ${client} AND done_at IS NULL AND id > ${afterId} ORDER BY id LIMIT ${limit}`;
      return rows.map(toWaitingRow);
    },
    async answersTo(name, { client, eventId, position }) {
      const { id } = await workspaces.find(name);
      const rows = await pool<{ messages: string; doneAt: number | null }[]>`
        SELECT messages, done_at AS "doneAt" FROM unnest(${[...widthClasses]}::bigint[]) AS class
        JOIN outbox ON workspace = ${id} AND client = ${client} AND width = class
          AND first_position BETWEEN ${position} - class AND ${position} AND last_position >= ${position}
        ORDER BY outbox.id`;
      return givenIn(rows, eventId);
    },
    async settle(name, ids, at) {
      await lanes.beside(async () => {
        const { id } = await workspaces.find(name);
        await pool`
          UPDATE outbox SET done_at = ${at} WHERE id = ANY(${[...ids]}::bigint[]) AND workspace = ${id} AND done_at IS NULL`;
      });
    },
    async settleUpTo(name, client, upTo, at) {
      await lanes.beside(async () => {
        const { id } = await workspaces.find(name);
        await pool`
          UPDATE outbox SET done_at = ${at} WHERE workspace = ${id} AND client = ${client} AND id <= ${upTo} AND done_at IS NULL`;
      });
    },
    async expire(before) {
      await inChunks(() => pool`DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE done_at < ${before} LIMIT ${EXPIRY_CHUNK})`);
      return inChunks(
        () =>
          pool`DELETE FROM outbox WHERE id IN
            (SELECT id FROM outbox WHERE done_at IS NULL AND created_at < ${before} LIMIT ${EXPIRY_CHUNK})`,
      );
    },
  };
}
