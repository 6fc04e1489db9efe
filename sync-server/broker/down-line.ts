import type { Writable } from 'node:stream';
import type { DownKind } from '../../contract/down-message.ts';
import { downTopic, type Principal } from '../../contract/topics.ts';
import { type DownPublish, publishBytes } from './publish-bytes.ts';
import { StallWatch } from './stall-watch.ts';

const maxPacketId = 65_535;
/** A client has at most this many filters; `down/#` says all of them in one. */
const maxFilters = 32;
/** How much may be on its way to a client that has not acknowledged it (QoS 0: not taken it); the rest waits its turn here. */
const maxUnreadBytes = 256 * 1024;
/** From here on what waits is given again: not a packet for every acknowledgement, but many in one write. */
const fewUnreadBytes = maxUnreadBytes / 2;

/** A message as it leaves: its JSON has no `kind`, which is the topic's. */
export type DownPayload = Readonly<{ kind: DownKind; payload: string }>;

/** One connected chat client as the outbox sees it. */
export type DownLine = Readonly<{
  principal: Principal;
  /** The best QoS granted for a kind; undefined where it is not subscribed to. */
  qosOf(kind: DownKind): 0 | 1 | undefined;
  /** Resolves when the client acknowledged every message (QoS 0: when it is written); rejects when the connection ends first. */
  send(messages: readonly DownPayload[]): Promise<void>;
}>;

/** What one call of `send` was given, on its way. */
type Sending = {
  readonly messages: readonly DownPayload[];
  /** How many were given to the connection. */
  given: number;
  /** How many the client has not taken yet. */
  left: number;
  readonly resolve: () => void;
  readonly reject: (reason: Error) => void;
};

/** A message that was given to the connection. */
type Sent = Readonly<{ sending: Sending; bytes: number }>;

/**
 * The way down to one connection. It writes whole PUBLISH packets beside what the broker itself answers, many in one write, and gives
 * the packet ids, so that an acknowledgement finds its message. A client that does not take or acknowledge what comes down holds a
 * bounded part of it in memory.
 */
export class DownLineOf implements DownLine {
  readonly principal: Principal;
  readonly #connection: Pick<Writable, 'write'>;
  readonly #filters = new Map<string, 0 | 1>();
  /** What `qosOf` found, until the filters change. */
  readonly #granted = new Map<DownKind, 0 | 1 | undefined>();
  readonly #topics = new Map<DownKind, Buffer>();
  readonly #unacknowledged = new Map<number, Sent>();
  /** In order; the first may be given in part. */
  readonly #waiting: Sending[] = [];
  readonly #acknowledging: StallWatch;
  #unreadBytes = 0;
  #lastId = 0;
  #closed = false;

  /**
   * @param unacknowledgedMs how long nothing at all may be acknowledged while something waits to be
   * @param stalled called when it has lasted longer
   */
  constructor(principal: Principal, connection: Pick<Writable, 'write'>, unacknowledgedMs: number, stalled: () => void) {
    this.principal = principal;
    this.#connection = connection;
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
    this.#granted.clear();
    return true;
  }

  unsubscribe(filter: string): void {
    this.#filters.delete(filter);
    this.#granted.clear();
  }

  qosOf(kind: DownKind): 0 | 1 | undefined {
    if (!this.#granted.has(kind)) this.#granted.set(kind, this.#grantedFor(kind));
    return this.#granted.get(kind);
  }

  send(messages: readonly DownPayload[]): Promise<void> {
    if (messages.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ messages, given: 0, left: messages.length, resolve, reject });
      this.#give();
    });
  }

  acknowledge(id: number): void {
    const sent = this.#unacknowledged.get(id);
    if (!sent) return;
    this.#unacknowledged.delete(id);
    this.#acknowledging.moved();
    if (this.#unacknowledged.size === 0) this.#acknowledging.rest();
    this.#taken(sent);
  }

  close(): void {
    this.#closed = true;
    this.#acknowledging.close();
    const unfinished = new Set([...this.#unacknowledged.values()].map(({ sending }) => sending));
    for (const sending of this.#waiting.splice(0)) unfinished.add(sending);
    this.#unacknowledged.clear();
    for (const { reject } of unfinished) reject(connectionClosed());
  }

  /** Of all filters that match, the best one counts [MQTT-3.3.5-1]. */
  #grantedFor(kind: DownKind): 0 | 1 | undefined {
    const root = downTopic(this.principal, kind).slice(0, -kind.length);
    const granted = [kind, '+', '#'].map((last) => this.#filters.get(root + last)).filter((qos) => qos !== undefined);
    if (granted.length === 0) return undefined;
    return granted.includes(1) ? 1 : 0;
  }

  /** Writes what waits, as far as there is room. */
  #give(): void {
    const packets: DownPublish[] = [];
    const atQos0: Sent[] = [];
    for (let sending = this.#waiting[0]; sending; sending = this.#waiting[0]) {
      const failure = this.#pack(sending, packets, atQos0);
      if (failure) sending.reject(failure);
      else if (sending.given < sending.messages.length) break;
      this.#waiting.shift();
    }
    if (packets.length === 0) return;
    if (this.#unacknowledged.size > 0) this.#acknowledging.wait();
    this.#connection.write(publishBytes(packets), (error) => {
      for (const sent of atQos0) {
        if (error || this.#closed) sent.sending.reject(error ?? connectionClosed());
        else this.#taken(sent);
      }
    });
  }

  /** As many of the messages as there is room for; why the rest cannot be given, if it cannot. */
  #pack(sending: Sending, packets: DownPublish[], atQos0: Sent[]): Error | undefined {
    for (; sending.given < sending.messages.length; sending.given += 1) {
      const { kind, payload } = sending.messages[sending.given] as DownPayload;
      const qos = this.qosOf(kind);
      if (qos === undefined || this.#closed) return new Error('not subscribed any more');
      const bytes = Buffer.byteLength(payload);
      if (!this.#hasRoomFor(bytes)) return undefined;
      this.#unreadBytes += bytes;
      const sent = { sending, bytes };
      const id = qos === 0 ? 0 : this.#nextId();
      if (qos === 0) atQos0.push(sent);
      else this.#unacknowledged.set(id, sent);
      packets.push({ topic: this.#topicOf(kind), id, payload, payloadBytes: bytes });
    }
    return undefined;
  }

  /** What is larger than all the room there is goes alone. */
  #hasRoomFor(bytes: number): boolean {
    return this.#unreadBytes === 0 || this.#unreadBytes + bytes <= maxUnreadBytes;
  }

  #taken({ sending, bytes }: Sent): void {
    this.#unreadBytes -= bytes;
    sending.left -= 1;
    if (sending.left === 0) sending.resolve();
    if (this.#waiting.length > 0 && this.#unreadBytes <= fewUnreadBytes) this.#give();
  }

  #topicOf(kind: DownKind): Buffer {
    const known = this.#topics.get(kind);
    if (known) return known;
    const topic = Buffer.from(downTopic(this.principal, kind));
    this.#topics.set(kind, topic);
    return topic;
  }

  #nextId(): number {
    do this.#lastId = (this.#lastId % maxPacketId) + 1;
    while (this.#unacknowledged.has(this.#lastId));
    return this.#lastId;
  }
}

const connectionClosed = () => new Error('connection closed');
