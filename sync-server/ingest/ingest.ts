import type { FailureCode } from '../../contract/failure.ts';
import type { EventFact } from '../store/port/fact.ts';
import type { Appended, QuarantinedPacket } from '../store/port/log.ts';
import type { Store } from '../store/port/store.ts';
import { type Batcher, createBatcher, type Receiver } from './batcher.ts';
import { type Packet, type ParsedPacket, parseItem, parsePacket, quarantined } from './parse-packet.ts';

/** What became of one packet, known only once it is durable. */
export type Receipt = Readonly<{ status: 'stored' | 'duplicate' } | { status: 'quarantined'; code: FailureCode }>;

export type Ingest = Readonly<{
  /** Takes an MQTT packet. The receiver is told when it may be acknowledged (I1), or why the store failed. */
  packet(workspace: string, packet: Packet, receiver: Receiver<Receipt>): void;
  /** Takes one item of `POST /v1/events`, as JSON. Resolves when it may be acknowledged (I1); rejects where the store failed. */
  item(workspace: string, item: Omit<Packet, 'kind'>): Promise<Receipt>;
  /** Resolves when nothing is on its way to the store. */
  idle(): Promise<void>;
}>;

export type IngestPorts = Readonly<{
  store: Pick<Store, 'log' | 'credentials'>;
  /** Events were appended. */
  committed(workspace: string): void;
  /** An answer was queued at once: a `rejected`, or a duplicate's. */
  answered(workspace: string): void;
  /** So many packets came to this. */
  count(outcome: string, packets: number): void;
}>;

type Lane = Readonly<{ hmacKey: Uint8Array; events: Batcher<EventFact, Appended>; rejects: Batcher<QuarantinedPacket, void> }>;
type Parse = (hmacKey: Uint8Array) => ParsedPacket;

const receipts = { stored: { status: 'stored' }, duplicate: { status: 'duplicate' } } as const satisfies Record<string, Receipt>;

/** The one way into the log, for MQTT and HTTP alike: parse, commit in batches, quarantine what is no event (I3). */
export function createIngest({ store, committed, answered, count }: IngestPorts): Ingest {
  const opening = new Map<string, Promise<Lane>>();
  const lanes = new Map<string, Lane>();

  const laneOf = (workspace: string): Promise<Lane> => {
    const open = opening.get(workspace) ?? openLane(workspace);
    opening.set(workspace, open);
    open.catch(() => opening.delete(workspace)); // a store that fails now may answer later
    return open;
  };

  const openLane = async (workspace: string): Promise<Lane> => {
    const lane: Lane = {
      hmacKey: await store.credentials.hmacKey(workspace),
      events: createBatcher((facts) => append(workspace, facts)),
      rejects: createBatcher((packets) => keepAside(workspace, packets)),
    };
    lanes.set(workspace, lane);
    return lane;
  };

  async function append(workspace: string, facts: readonly EventFact[]): Promise<readonly Appended[]> {
    const appended = await store.log.appendEvents(workspace, facts);
    const stored = countOf(appended, 'stored');
    const duplicates = countOf(appended, 'duplicate');
    if (stored > 0) committed(workspace);
    if (duplicates > 0) answered(workspace);
    if (stored > 0) count('stored', stored);
    if (duplicates > 0) count('duplicate', duplicates);
    return appended;
  }

  async function keepAside(workspace: string, packets: readonly QuarantinedPacket[]): Promise<readonly undefined[]> {
    await store.log.quarantine(workspace, packets);
    answered(workspace);
    for (const { code } of packets) count(code, 1);
    return packets.map(() => undefined);
  }

  function take(workspace: string, packet: Omit<Packet, 'kind'>, parse: Parse, receiver: Receiver<Receipt>): void {
    const lane = lanes.get(workspace);
    if (lane) hand(lane, packet, parse, receiver);
    else laneOf(workspace).then((opened) => hand(opened, packet, parse, receiver), receiver.failed);
  }

  return {
    packet: (workspace, packet, receiver) => take(workspace, packet, (hmacKey) => parsePacket(packet, hmacKey), receiver),
    item: (workspace, item) =>
      new Promise((done, failed) => take(workspace, item, (hmacKey) => parseItem(item, hmacKey), { done, failed })),
    idle: async () => {
      for (const lane of await Promise.all(opening.values())) {
        await lane.events.idle();
        await lane.rejects.idle();
      }
    },
  };
}

const countOf = (appended: readonly Appended[], outcome: Appended) => appended.reduce((sum, each) => (each === outcome ? sum + 1 : sum), 0);

/** The edge of one packet: whatever it breaks, it breaks for itself alone. */
function hand(lane: Lane, packet: Omit<Packet, 'kind'>, parse: Parse, receiver: Receiver<Receipt>): void {
  try {
    const parsed = parse(lane.hmacKey);
    if (parsed.is === 'event') add(lane, packet, parsed.fact, receiver);
    else reject(lane, parsed.packet, receiver);
  } catch (error) {
    receiver.failed(error);
  }
}

function add(lane: Lane, packet: Omit<Packet, 'kind'>, fact: EventFact, receiver: Receiver<Receipt>): void {
  lane.events.add(fact, {
    // The first event of an id stands; another body under it is kept aside.
    done: (appended) => {
      if (appended !== 'idReused') receiver.done(receipts[appended]);
      else reject(lane, quarantined(packet, 'event.idReused', { eventId: fact.factId }).packet, receiver);
    },
    failed: receiver.failed,
  });
}

function reject(lane: Lane, packet: QuarantinedPacket, receiver: Receiver<Receipt>): void {
  lane.rejects.add(packet, { done: () => receiver.done({ status: 'quarantined', code: packet.code }), failed: receiver.failed });
}
