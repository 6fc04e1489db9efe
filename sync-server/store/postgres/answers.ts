import type { DownMessage } from '../../../contract/down-message.ts';
import { widthClasses } from '../answer-width.ts';
import { answersByEvent, type Repeated } from '../answered.ts';
import { asJson, lock, type Queries } from './database.ts';
import { queueRows } from './outbox.ts';
import type { Workspace } from './workspaces.ts';

type Covering = Readonly<{ event: number; id: number; doneAt: number | null }>;

/**
 * Queues the newest answer to each event again, same id and bytes. Nothing where it is waiting still, was not given yet (the fold will)
 * or is older than the outbox keeps. Under the outbox lock, so that two deliveries of one event do not both queue it.
 */
export async function answerAgain(tx: Queries, workspace: Workspace, repeated: readonly Repeated[], now: number): Promise<void> {
  await lock(tx, 'outbox', workspace.id);
  const once = [...new Map(repeated.map((event) => [event.position, event])).values()];
  const covering = await coveringRows(tx, workspace, once);
  const answers = await answersIn(tx, [...new Set(covering.map(({ id }) => id))]);
  const rows = once.flatMap(({ client, eventId, position }, event) => {
    const newest = covering.find((row) => row.event === event && answers.get(row.id)?.has(eventId));
    const answer = newest && newest.doneAt !== null ? answers.get(newest.id)?.get(eventId) : undefined;
    return answer ? [{ client, messages: [answer], answers: { first: position, last: position } }] : [];
  });
  await queueRows(tx, workspace, rows, now);
}

/** Rows that may answer each event, newest first. */
const coveringRows = (tx: Queries, { id: workspace }: Workspace, repeated: readonly Repeated[]): PromiseLike<readonly Covering[]> =>
  tx<Covering[]>`
    SELECT event, outbox.id, done_at AS "doneAt"
    FROM json_to_recordset(${asJson(
      tx,
      repeated.map(({ client, position }, event) => ({ event, client, position })),
    )})
      AS given (event integer, client text, position bigint)
    CROSS JOIN unnest(${[...widthClasses]}::bigint[]) AS class
    JOIN outbox ON outbox.workspace = ${workspace} AND outbox.client = given.client AND outbox.width = class
      AND first_position BETWEEN given.position - class AND given.position AND last_position >= given.position
    ORDER BY outbox.id DESC`;

async function answersIn(tx: Queries, ids: readonly number[]): Promise<ReadonlyMap<number, ReadonlyMap<string, DownMessage>>> {
  if (ids.length === 0) return new Map();
  const rows = await tx<{ id: number; messages: string }[]>`SELECT id, messages FROM outbox WHERE id = ANY(${[...ids]}::bigint[])`;
  return new Map(rows.map(({ id, messages }) => [id, answersByEvent(JSON.parse(messages) as DownMessage[])]));
}
