import type { DownMessage } from '../../contract/down-message.ts';
import type { OutboxRow } from '../store/port/feed.ts';

/** A message on its way down. `answers` is the position of the event that it answers, where it answers one. */
export type Outgoing = Readonly<{ client: string; message: DownMessage; answers?: number }>;

/** A row is taken whole or again: a bulk of any size leaves in rows of the size of a fold's batch. */
export const mostMessagesOfRow = 1_000;

/** Rows of one client and kind each, in the order of the first message of each; the messages in their own order. */
export function toOutboxRows(outgoing: readonly Outgoing[]): OutboxRow[] {
  const rows: Outgoing[][] = [];
  const open = new Map<string, Outgoing[]>();
  for (const item of outgoing) {
    const key = `${item.client} ${item.message.kind}`;
    const row = open.get(key);
    if (row && row.length < mostMessagesOfRow) {
      row.push(item);
      continue;
    }
    const next = [item];
    rows.push(next);
    open.set(key, next);
  }
  return rows.map(toRow);
}

function toRow(group: readonly Outgoing[]): OutboxRow {
  const answered = group.flatMap(({ answers }) => (answers === undefined ? [] : [answers]));
  return {
    client: (group[0] as Outgoing).client,
    messages: group.map(({ message }) => message),
    ...(answered.length > 0 && { answers: { first: Math.min(...answered), last: Math.max(...answered) } }),
  };
}
