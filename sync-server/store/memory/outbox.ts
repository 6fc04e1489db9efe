import type { DownMessage } from '../../../contract/down-message.ts';
import { canonicalJson } from '../../../domain/identity/canonical-json.ts';
import { answersByEvent, givenIn, type Repeated } from '../answered.ts';
import type { OutboxRow } from '../port/feed.ts';
import type { Outbox } from '../port/outbox.ts';
import { toWaitingRow } from '../waiting-row.ts';
import type { StoredMessages, Tables } from './disk.ts';
import { taken } from './facts.ts';
import { count, countersOf, type Workspaces } from './workspaces.ts';
import type { Writer } from './writer.ts';

/** In a transaction. A row without messages is none. */
export function queue(tables: Tables, { client, messages, answers }: OutboxRow, createdAt: number): void {
  if (messages.length === 0) return;
  const id = countersOf(tables, 'open').outbox + 1;
  tables.waiting.put(id, { id, client, messages: canonicalJson(messages), ...(answers && { answers }), createdAt });
  count(tables, { outbox: id });
}

/**
 * In a transaction: queues the newest answer to an event again, same id and bytes. Nothing where it is waiting still, was not given
 * yet (the fold will) or is older than the outbox keeps.
 */
export function answerAgain(tables: Tables, { client, eventId, position }: Repeated, createdAt: number): void {
  const answer = ({ messages }: StoredMessages) => answersByEvent(JSON.parse(messages) as DownMessage[]).get(eventId);
  const covers = ({ client: of, answers }: StoredMessages) =>
    of === client && answers !== undefined && answers.first <= position && position <= answers.last;
  const rows = [...tables.waiting.open.values(), ...tables.done.open.values()].filter((row) => covers(row) && answer(row) !== undefined);
  const newest = rows.sort((a, b) => b.id - a.id)[0];
  if (newest?.doneAt === undefined) return;
  const message = answer(newest);
  if (message) queue(tables, { client, messages: [message], answers: { first: position, last: position } }, createdAt);
}

export function outboxOn({ find, names }: Workspaces, writer: Writer): Outbox {
  const settle = (workspace: string, at: number, which: (row: StoredMessages) => boolean) =>
    writer.transaction(() => {
      const { waiting, done } = find(workspace);
      for (const row of [...waiting.open.values()].filter(which)) {
        waiting.put(row.id, undefined);
        done.put(row.id, { ...row, doneAt: at });
      }
    });

  return {
    async waiting(workspace, client, afterId, limit) {
      const rows = [...find(workspace).waiting.synced.values()];
      return taken(
        rows.filter((row) => row.client === client && row.id > afterId),
        limit,
      ).map(toWaitingRow);
    },
    async answersTo(workspace, { client, eventId, position }) {
      const { waiting, done } = find(workspace);
      const rows = [...waiting.synced.values(), ...done.synced.values()].filter(
        ({ client: of, answers }) => of === client && answers !== undefined && answers.first <= position && position <= answers.last,
      );
      return givenIn(
        rows.sort((a, b) => a.id - b.id),
        eventId,
      );
    },
    settle: (workspace, ids, at) => settle(workspace, at, ({ id }) => ids.includes(id)),
    settleUpTo: (workspace, client, id, at) => settle(workspace, at, (row) => row.client === client && row.id <= id),
    expire: (before) =>
      writer.transaction(() => {
        const rooms = names().map(find);
        for (const { done } of rooms)
          for (const row of [...done.open.values()]) if ((row.doneAt ?? before) < before) done.put(row.id, undefined);
        return rooms.reduce((sum, { waiting }) => {
          const old = [...waiting.open.values()].filter(({ createdAt }) => createdAt < before);
          for (const { id } of old) waiting.put(id, undefined);
          return sum + old.length;
        }, 0);
      }),
  };
}
