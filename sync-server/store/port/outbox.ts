import type { DownMessage } from '../../../contract/down-message.ts';
import type { Repeated } from '../answered.ts';

/** A row that waits for its client. `id` rises in the order of decisions. */
export type WaitingRow = Readonly<{
  id: number;
  client: string;
  /** The messages as they are stored: a canonical JSON array. */
  json: string;
  /** The same, parsed when it is asked for. */
  messages: readonly DownMessage[];
}>;

/** An answer to an event; `doneAt` (epoch ms) when its client acknowledged it, absent while it waits. */
export type GivenAnswer = Readonly<{ message: DownMessage; doneAt?: number }>;

/** What leaves, written in the transaction that decided it. One hand-over of a client at a time reads it; between processes `Leases` see to that. */
export interface Outbox {
  /** Undone rows of one client after an id, in order. */
  waiting(workspace: string, client: string, afterId: number, limit: number): Promise<readonly WaitingRow[]>;

  /** Every answer to one event that is still kept, the oldest first; what is queued again for a duplicate is one of its own. */
  answersTo(workspace: string, event: Repeated): Promise<readonly GivenAnswer[]>;

  /** Marks rows done; their messages stay 7 days, so that a duplicate can have its answer again. */
  settle(workspace: string, ids: readonly number[], at: number): Promise<void>;

  /** Marks every row of a client up to an id done: what `after` of `GET /v1/down` acknowledges. */
  settleUpTo(workspace: string, client: string, id: number, at: number): Promise<void>;

  /** Forgets rows done before a time, and drops undone ones created before it; returns how many undone ones were dropped. */
  expire(before: number): Promise<number>;
}
