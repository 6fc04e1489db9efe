import type { DownKind, DownMessage } from '../../contract/down-message.ts';
import { downKinds } from '../../contract/down-message.ts';
import type { UpEvent } from '../../contract/up-event.ts';
import type { Delivery } from './delivery.ts';

const answeredKinds: readonly string[] = ['searched', 'questioned', 'requested'];

/** What came of a conversation, counted while it runs. */
export type Summary = Readonly<{
  /** Packets, second copies included. */
  sent: number;
  acknowledged: number;
  /** Second copies among `sent`. */
  duplicates: number;
  /** Different messages of each kind, by id. */
  down: Readonly<Record<DownKind, number>>;
  /** Messages that came again with an id seen before: allowed, and dropped by a client. */
  repeated: number;
  /** Packets on a down topic that are not in the contract. */
  unreadable: number;
  unanswered: number;
  ackMs: Readonly<{ p50: number; p99: number }>;
}>;

/** Counts deliveries, acknowledgements and answers. */
export class Tally {
  #sent = 0;
  #duplicates = 0;
  #unreadable = 0;
  #repeated = 0;
  readonly #ackMs: number[] = [];
  readonly #seen = new Set<string>();
  readonly #answered = new Set<string>();
  readonly #unanswered = new Set<string>();
  readonly #down = Object.fromEntries(downKinds.map((kind) => [kind, 0])) as Record<DownKind, number>;

  said({ event, again }: Delivery): void {
    this.#sent += 1;
    if (again) this.#duplicates += 1;
    if (answeredKinds.includes(event.kind) && !this.#answered.has(event.eventId)) this.#unanswered.add(event.eventId);
  }

  acknowledged(_event: UpEvent, tookMs: number): void {
    this.#ackMs.push(tookMs);
  }

  heard(message: DownMessage): void {
    if ('eventId' in message && message.eventId) this.#settle(message.eventId);
    if (this.#seen.has(message.id)) {
      this.#repeated += 1;
      return;
    }
    this.#seen.add(message.id);
    this.#down[message.kind] += 1;
  }

  unreadable(): void {
    this.#unreadable += 1;
  }

  /** Different chat events that have no answer yet. */
  get unanswered(): number {
    return this.#unanswered.size;
  }

  #settle(eventId: string): void {
    this.#answered.add(eventId);
    this.#unanswered.delete(eventId);
  }

  summary(): Summary {
    const sorted = [...this.#ackMs].sort((a, b) => a - b);
    return {
      sent: this.#sent,
      acknowledged: sorted.length,
      duplicates: this.#duplicates,
      down: { ...this.#down },
      repeated: this.#repeated,
      unreadable: this.#unreadable,
      unanswered: this.unanswered,
      ackMs: { p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99) },
    };
  }
}

/** Of values sorted ascending, the one that a `share` of them do not exceed (nearest rank); 0 for none. */
export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
