import type { FailureCode } from '../../contract/failure.ts';
import type { EventFact } from '../store/port/fact.ts';
import type { Appended, QuarantinedPacket } from '../store/port/log.ts';
import type { Store } from '../store/port/store.ts';
import { type Batcher, createBatcher } from './batcher.ts';
import { type Packet, type ParsedPacket, parseItem, parsePacket, quarantined } from './parse-packet.ts';

/** What became of one packet, known only once it is durable. */
export type Receipt = Readonly<{ status: 'stored' | 'duplicate' } | { status: 'quarantined'; code: FailureCode }>;

export type Ingest = Readonly<{
  /** Takes an MQTT packet. Resolves when it may be acknowledged (I1); rejects where the store failed. */
  packet(workspace: string, packet: Packet): Promise<Receipt>;
  /** Takes one item of `POST /v1/events`, as JSON. */
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
  count(outcome: string): void;
}>;

type Lane = Readonly<{ hmacKey: Uint8Array; events: Batcher<EventFact, Appended>; rejects: Batcher<QuarantinedPacket, void> }>;

/** The one way into the log, for MQTT and HTTP alike: parse, commit in batches, quarantine what is no event (I3). */
export function createIngest({ store, committed, answered, count }: IngestPorts): Ingest {
  const lanes = new Map<string, Promise<Lane>>();

  const laneOf = (workspace: string): Promise<Lane> => {
    const open = lanes.get(workspace) ?? openLane(workspace);
    lanes.set(workspace, open);
    open.catch(() => lanes.delete(workspace)); // a store that fails now may answer later
    return open;
  };

  const openLane = async (workspace: string): Promise<Lane> => ({
    hmacKey: await store.credentials.hmacKey(workspace),
    events: createBatcher(async (facts) => {
      const appended = await store.log.appendEvents(workspace, facts);
      if (appended.includes('stored')) committed(workspace);
      if (appended.includes('duplicate')) answered(workspace);
      return appended;
    }),
    rejects: createBatcher(async (packets) => {
      await store.log.quarantine(workspace, packets);
      answered(workspace);
      return packets.map(() => undefined);
    }),
  });

  async function take(workspace: string, packet: Omit<Packet, 'kind'>, parse: (hmacKey: Uint8Array) => ParsedPacket): Promise<Receipt> {
    const lane = await laneOf(workspace);
    const parsed = parse(lane.hmacKey);
    const receipt = parsed.is === 'event' ? await append(lane, packet, parsed.fact) : await reject(lane, parsed.packet);
    count(receipt.status === 'quarantined' ? receipt.code : receipt.status);
    return receipt;
  }

  return {
    packet: (workspace, packet) => take(workspace, packet, (hmacKey) => parsePacket(packet, hmacKey)),
    item: (workspace, item) => take(workspace, item, (hmacKey) => parseItem(item, hmacKey)),
    idle: async () => {
      for (const lane of await Promise.all(lanes.values())) {
        await lane.events.idle();
        await lane.rejects.idle();
      }
    },
  };
}

/** The first event of an id stands; another body under it is kept aside. */
async function append(lane: Lane, packet: Omit<Packet, 'kind'>, fact: EventFact): Promise<Receipt> {
  const appended = await lane.events.add(fact);
  if (appended !== 'idReused') return { status: appended };
  return reject(lane, quarantined(packet, 'event.idReused', { eventId: fact.factId }).packet);
}

async function reject(lane: Lane, packet: QuarantinedPacket): Promise<Receipt> {
  await lane.rejects.add(packet);
  return { status: 'quarantined', code: packet.code };
}
