import type { Client } from 'aedes';
import type { DownKind } from '../../contract/down-message.ts';
import { downTopic, type Principal } from '../../contract/topics.ts';
import { StallWatch } from './stall-watch.ts';

const maxPacketId = 65_535;
/** A client has at most this many filters; `down/#` says all of them in one. */
const maxFilters = 32;
/** How much may be on its way to a client that has not acknowledged it (QoS 0: not taken it); the rest waits its turn here. */
const maxUnreadBytes = 256 * 1024;

/** One connected chat client as the outbox sees it. */
export type DownLine = Readonly<{
  principal: Principal;
  /** The best QoS granted for a kind; undefined where it is not subscribed to. */
  qosOf(kind: DownKind): 0 | 1 | undefined;
  /** Resolves when the client acknowledged the message (QoS 0: when it is written); rejects when the connection ends first. */
  send(kind: DownKind, payload: Buffer): Promise<void>;
}>;

type Sending = Readonly<{ kind: DownKind; payload: Buffer; resolve: () => void; reject: (reason: Error) => void }>;

/**
 * The way down to one connection. Packet ids are given here, so that an acknowledgement finds its message, and only what is
 * given to `send` is ever forwarded: `forward` refuses any other packet. A client that does not take or acknowledge what comes
 * down holds a bounded part of it in memory.
 */
export class DownLineOf implements DownLine {
  readonly principal: Principal;
  readonly #client: Client;
  readonly #filters = new Map<string, 0 | 1>();
  /** Given to the broker and not yet forwarded, with its packet id. */
  readonly #forwarding = new Map<Buffer, number>();
  readonly #unacknowledged = new Map<number, Sending>();
  /** Waits for room, in order. */
  readonly #waiting: Sending[] = [];
  readonly #acknowledging: StallWatch;
  #unreadBytes = 0;
  #lastId = 0;
  #closed = false;

  /**
   * @param unacknowledgedMs how long nothing at all may be acknowledged while something waits to be
   * @param stalled called when it has lasted longer
   */
  constructor(principal: Principal, client: Client, unacknowledgedMs: number, stalled: () => void) {
    this.principal = principal;
    this.#client = client;
    this.#acknowledging = new StallWatch(unacknowledgedMs, stalled);
  }

  get closed(): boolean {
    return this.#closed;
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

  /** Of all filters that match, the best one counts [MQTT-3.3.5-1]. */
  qosOf(kind: DownKind): 0 | 1 | undefined {
    const root = downTopic(this.principal, kind).slice(0, -kind.length);
    const granted = [kind, '+', '#'].map((last) => this.#filters.get(root + last)).filter((qos) => qos !== undefined);
    if (granted.length === 0) return undefined;
    return granted.includes(1) ? 1 : 0;
  }

  send(kind: DownKind, payload: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      const sending = { kind, payload, resolve, reject };
      if (this.#waiting.length > 0 || !this.#hasRoomFor(sending)) this.#waiting.push(sending);
      else this.#give(sending);
    });
  }

  /** The packet id of what may go out on this line; undefined for anything that `send` was not given. */
  forward(payload: string | Buffer): number | undefined {
    if (typeof payload === 'string') return undefined;
    const id = this.#forwarding.get(payload);
    this.#forwarding.delete(payload);
    return id;
  }

  acknowledge(id: number): void {
    const sending = this.#unacknowledged.get(id);
    if (!sending) return;
    this.#unacknowledged.delete(id);
    this.#acknowledging.moved();
    if (this.#unacknowledged.size === 0) this.#acknowledging.rest();
    this.#taken(sending);
  }

  close(): void {
    this.#closed = true;
    this.#acknowledging.close();
    const left = [...this.#unacknowledged.values(), ...this.#waiting.splice(0)];
    this.#unacknowledged.clear();
    this.#forwarding.clear();
    for (const { reject } of left) reject(connectionClosed());
  }

  /** What is larger than all the room there is goes alone. */
  #hasRoomFor({ payload }: Sending): boolean {
    return this.#unreadBytes === 0 || this.#unreadBytes + payload.length <= maxUnreadBytes;
  }

  #give(sending: Sending): void {
    const { kind, payload, reject } = sending;
    const qos = this.qosOf(kind);
    if (qos === undefined || this.#closed) {
      reject(new Error('not subscribed any more'));
      return;
    }
    const id = qos === 0 ? 0 : this.#nextId();
    if (qos === 1) {
      this.#unacknowledged.set(id, sending);
      this.#acknowledging.wait();
    }
    this.#unreadBytes += payload.length;
    this.#forwarding.set(payload, id);
    const packet = { cmd: 'publish', topic: downTopic(this.principal, kind), payload, qos, retain: false, dup: false } as const;
    this.#client.publish(packet, (error) => {
      if (error || this.#closed || this.#client.closed) reject(error ?? connectionClosed());
      else if (qos === 0) this.#taken(sending);
    });
  }

  #taken({ payload, resolve }: Sending): void {
    this.#unreadBytes -= payload.length;
    resolve();
    for (let next = this.#waiting[0]; next && this.#hasRoomFor(next); next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#give(next);
    }
  }

  #nextId(): number {
    do this.#lastId = (this.#lastId % maxPacketId) + 1;
    while (this.#unacknowledged.has(this.#lastId));
    return this.#lastId;
  }
}

const connectionClosed = () => new Error('connection closed');
