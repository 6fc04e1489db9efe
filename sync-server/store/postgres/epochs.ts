import type { Checkpoint } from '../../../contract/replication.ts';
import { type Epoch, isOfThisFeed } from '../checkpoint-validity.ts';
import type { Queries } from './database.ts';
import type { Workspace } from './workspaces.ts';

type Row = Epoch & Readonly<{ number: number; incarnation: string; now: string }>;

/**
 * This life of this database: another one after a restart of the server, as every restored copy of its files begins with, and after a
 * restored dump, which makes the tables anew. Servers that went on meanwhile notice it by this.
 */
const incarnation = (queries: Queries) =>
  queries`(extract(epoch FROM pg_postmaster_start_time())::text || '/' || 'document'::regclass::oid::text)`;

const newestRow = async (queries: Queries, { id }: Workspace): Promise<Row | undefined> =>
  (
    await queries<Row[]>`
      SELECT number, epoch, first_seq AS "firstSeq", incarnation, ${incarnation(queries)} AS now
      FROM epoch WHERE workspace = ${id} ORDER BY number DESC LIMIT 1`
  )[0];

/** Under the feed lock: `seq` from `firstSeq` on is of this epoch. */
export const appendEpoch = (tx: Queries, { id }: Workspace, epoch: string, firstSeq: number) =>
  tx`INSERT INTO epoch (workspace, number, epoch, first_seq, incarnation)
     SELECT ${id}, coalesce(max(number), 0) + 1, ${epoch}, ${firstSeq}, ${incarnation(tx)} FROM epoch WHERE workspace = ${id}`;

/** Under the feed lock: no other epoch than this is known from now on. */
export async function forgetEpochs(tx: Queries, workspace: Workspace, next: string, firstSeq: number): Promise<void> {
  await tx`DELETE FROM epoch WHERE workspace = ${workspace.id}`;
  await appendEpoch(tx, workspace, next, firstSeq);
}

/** Under the feed lock: the newest epoch, or a new one where this database has begun another life since. */
export async function currentEpoch(
  tx: Queries,
  workspace: Workspace,
  nextSeq: () => Promise<number>,
  randomUuid: () => string,
): Promise<string> {
  const newest = await newestRow(tx, workspace);
  if (newest && newest.incarnation === newest.now) return newest.epoch;
  const epoch = randomUuid();
  await appendEpoch(tx, workspace, epoch, await nextSeq());
  return epoch;
}

export async function newestEpoch(queries: Queries, workspace: Workspace): Promise<string> {
  const row = await newestRow(queries, workspace);
  if (!row) throw new Error('a workspace without an epoch');
  return row.epoch;
}

/** Whether a checkpoint is of this feed; see `isOfThisFeed`. */
export async function isValid(queries: Queries, { id }: Workspace, { epoch, seq }: Checkpoint, head: number): Promise<boolean> {
  const [known, next] = await queries<Row[]>`
    SELECT epoch, first_seq AS "firstSeq" FROM epoch WHERE workspace = ${id}
      AND number >= (SELECT number FROM epoch AS named WHERE named.workspace = ${id} AND named.epoch = ${epoch})
    ORDER BY number LIMIT 2`;
  return isOfThisFeed(seq, known, next, head);
}
