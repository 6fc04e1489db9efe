import type { DownMessage } from '../../contract/down-message.ts';
import type { OutboxRow } from '../store/port/feed.ts';

/** A message on its way down. `answers` is the position of the event that it answers, where it answers one. */
export type Outgoing = Readonly<{ client: string; message: DownMessage; answers?: number }>;

/** One row per client and kind, in the order of the first message of each; the messages in their own order. */
export function toOutboxRows(outgoing: readonly Outgoing[]): OutboxRow[] {
  const groups = new Map<string, Outgoing[]>();
  for (const item of outgoing) {
    const key = `${item.client} ${item.message.kind}`;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()].map(toRow);
}

function toRow(group: readonly Outgoing[]): OutboxRow {
  const answered = group.flatMap(({ answers }) => (answers === undefined ? [] : [answers]));
  return {
    client: (group[0] as Outgoing).client,
    messages: group.map(({ message }) => message),
    ...(answered.length > 0 && { answers: { first: Math.min(...answered), last: Math.max(...answered) } }),
  };
}
