import type { Client } from 'aedes';
import type { DownKind } from '../../contract/down-message.ts';
import { downTopic, type Principal } from '../../contract/topics.ts';

const maxPacketId = 65_535;
/** A client has at most this many filters; `down/#` says all of them in one. */
const maxFilters = 32;

/** One connected chat client as the outbox sees it. */
export type DownLine = Readonly<{
  principal: Principal;
  /** The best QoS granted for a kind; undefined where it is not subscribed to. */
  qosOf(kind: DownKind): 0 | 1 | undefined;
  /** Resolves when the client acknowledged the message (QoS 0: when it is written); rejects when the connection ends first. */
  send(kind: DownKind, payload: Buffer): Promise<void>;
}>;

type Waiter = Readonly<{ resolve: () => void; reject: (reason: Error) => void }>;

/**
 * The way down to one connection. Packet ids are given here, so that an acknowledgement finds its message, and only what is
 * given to `send` is ever forwarded: `forward` refuses any other packet.
 */
export class DownLineOf implements DownLine {
  readonly principal: Principal;
  readonly #client: Client;
  readonly #filters = new Map<string, 0 | 1>();
  readonly #sending = new Map<Buffer, number>();
  readonly #unacknowledged = new Map<number, Waiter>();
  #lastId = 0;
  #closed = false;

  constructor(principal: Principal, client: Client) {
    this.principal = principal;
    this.#client = client;
  }

  get subscribed(): boolean {
    return this.#filters.size > 0;
  }

  /** False where there are too many filters already. */
  subscribe(filter: string, qos: 0 | 1): boolean {
    if (!this.#filters.has(filter) && this.#filters.size >= maxFilters) return false;
    this.#filters.set(filter, qos);
    return true;
  }

  unsubscribe(filter: string): void {
    this.#filters.delete(filter);
  }

  qosOf(kind: DownKind): 0 | 1 | undefined {
    const root = downTopic(this.principal, kind).slice(0, -kind.length);
    const granted = [kind, '+', '#'].map((last) => this.#filters.get(root + last)).filter((qos) => qos !== undefined);
    if (granted.length === 0) return undefined;
    return granted.includes(1) ? 1 : 0;
  }

  send(kind: DownKind, payload: Buffer): Promise<void> {
    const qos = this.qosOf(kind);
    if (qos === undefined || this.#closed) return Promise.reject(new Error('not subscribed any more'));
    return new Promise((resolve, reject) => {
      const id = qos === 0 ? 0 : this.#nextId();
      const waiter = { resolve, reject };
      if (qos === 1) this.#unacknowledged.set(id, waiter);
      this.#sending.set(payload, id);
      const packet = { cmd: 'publish', topic: downTopic(this.principal, kind), payload, qos, retain: false, dup: false } as const;
      this.#client.publish(packet, (error) => {
        if (error) reject(error);
        else if (this.#closed) reject(new Error('connection closed'));
        else if (qos === 0) resolve();
      });
    });
  }

  /** The packet id of what may go out on this line; undefined for anything that `send` was not given. */
  forward(payload: string | Buffer): number | undefined {
    if (typeof payload === 'string') return undefined;
    const id = this.#sending.get(payload);
    this.#sending.delete(payload);
    return id;
  }

  acknowledge(id: number): void {
    this.#unacknowledged.get(id)?.resolve();
    this.#unacknowledged.delete(id);
  }

  close(): void {
    this.#closed = true;
    for (const { reject } of this.#unacknowledged.values()) reject(new Error('connection closed'));
    this.#unacknowledged.clear();
  }

  #nextId(): number {
    do this.#lastId = (this.#lastId % maxPacketId) + 1;
    while (this.#unacknowledged.has(this.#lastId));
    return this.#lastId;
  }
}
