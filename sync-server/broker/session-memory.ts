import { Readable } from 'node:stream';
import type { Client } from 'aedes';
import { matchDownFilter, parseUsername } from '../../contract/topics.ts';
import { DoorRefusal } from './door.ts';

type Named = Readonly<{ id: string }>;
type Subscription = Readonly<{ topic: string; qos: 0 | 1 | 2 }>;
type Numbered = Readonly<{ messageId?: number }>;

/** Deliveries at QoS 2 that a client may leave unfinished, over all its connections. */
export const maxInFlight = 1_000;

/** One for all: it is answered to every acknowledgement. */
const nothing = Promise.resolve();

/** A client acknowledged a message it was given. */
export type OnAck = (client: Client, messageId: number) => void;

/**
 * What the broker remembers of its sessions, in memory: the subscriptions of those that asked to be remembered, and the
 * QoS 2 packet ids between PUBLISH and PUBREL. Down messages are never queued here: what waits for an absent client waits in
 * the outbox, which survives a restart. Nobody may retain. Fills aedes's persistence interface.
 */
export class SessionMemory {
  readonly #onAck: OnAck;
  readonly #subscriptions = new Map<string, Map<string, Subscription>>();
  readonly #incoming = new Map<string, Set<number>>();
  readonly #wills = new Map<string, unknown>();

  constructor(onAck: OnAck) {
    this.#onAck = onAck;
  }

  async setup(): Promise<void> {}

  async storeRetained(): Promise<void> {}
  createRetainedStreamCombi = (): Readable => Readable.from([]);
  createRetainedStream = (): Readable => Readable.from([]);

  async addSubscriptions(client: Named, added: readonly Subscription[]): Promise<void> {
    const principal = parseUsername(client.id);
    const kept = this.#subscriptions.get(client.id) ?? new Map<string, Subscription>();
    for (const subscription of added) {
      // a packet comes here whole when its first filter is granted: remembering another's would close every later connection
      if (principal && matchDownFilter(principal, subscription.topic)) kept.set(subscription.topic, subscription);
    }
    this.#subscriptions.set(client.id, kept);
  }

  async removeSubscriptions(client: Named, topics: readonly string[]): Promise<void> {
    for (const topic of topics) this.#subscriptions.get(client.id)?.delete(topic);
  }

  async cleanSubscriptions(client: Named): Promise<void> {
    this.#subscriptions.delete(client.id);
  }

  async subscriptionsByClient(client: Named): Promise<Subscription[]> {
    return [...(this.#subscriptions.get(client.id)?.values() ?? [])];
  }

  async subscriptionsByTopic(): Promise<Subscription[]> {
    return []; // asked only in order to queue for the absent
  }

  async outgoingEnqueue(): Promise<void> {}
  async outgoingEnqueueCombi(): Promise<void> {}
  async outgoingUpdate(): Promise<void> {}
  outgoingStream = (): Readable => Readable.from([]);

  /** PUBACK and PUBCOMP arrive here. */
  outgoingClearMessageId(client: Client, { messageId }: Numbered): Promise<void> {
    if (messageId !== undefined) this.#onAck(client, messageId);
    return nothing;
  }

  async incomingStorePacket(client: Named, { messageId = 0 }: Numbered): Promise<void> {
    const ids = this.#incoming.get(client.id) ?? new Set<number>();
    if (ids.size >= maxInFlight) throw new DoorRefusal('door.inFlight');
    this.#incoming.set(client.id, ids.add(messageId));
  }

  async incomingGetPacket(client: Named, packet: Numbered): Promise<Numbered> {
    if (!this.#incoming.get(client.id)?.has(packet.messageId ?? 0)) throw new Error('no such packet');
    return packet;
  }

  async incomingDelPacket(client: Named, { messageId = 0 }: Numbered): Promise<void> {
    if (!this.#incoming.get(client.id)?.delete(messageId)) throw new Error('no such packet');
  }

  async cleanIncoming(client: Named): Promise<void> {
    this.#incoming.delete(client.id);
  }

  async putWill(client: Named, will: unknown): Promise<void> {
    this.#wills.set(client.id, will);
  }

  async getWill(client: Named): Promise<unknown> {
    return this.#wills.get(client.id);
  }

  async delWill(client: Named): Promise<unknown> {
    const will = this.#wills.get(client.id);
    this.#wills.delete(client.id);
    return will;
  }

  streamWill = (): Readable => Readable.from([]); // wills of other brokers; there are none
}
