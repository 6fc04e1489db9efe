import type { QuarantineCount, QuarantinedPacket, QuarantinedRow, QuarantineFilter } from '../port/log.ts';
import { MAX_BYTES, MAX_PACKETS } from '../quarantine-cap.ts';
import type { Tables } from './disk.ts';
import { count, countersOf } from './workspaces.ts';

const none = { packets: 0, bytes: 0, beyondCap: 0 };

/** In a transaction: keeps a packet once by its id, or counts it beyond the cap (I3). */
export function keep(tables: Tables, { answer: _answer, ...packet }: QuarantinedPacket): void {
  if (tables.packets.open.get(packet.id)) return;
  const held = tables.packetCounts.open.get(packet.client) ?? none;
  const { length } = packet.bytes;
  if (held.packets >= MAX_PACKETS || held.bytes + length > MAX_BYTES) {
    add(tables, packet.client, { beyondCap: 1 });
    return;
  }
  const number = countersOf(tables, 'open').packet + 1;
  tables.packets.put(packet.id, { ...packet, bytes: Uint8Array.from(packet.bytes), number });
  count(tables, { packet: number });
  add(tables, packet.client, { packets: 1, bytes: length });
}

/** In a transaction: takes a packet out; false where it is not there. */
export function release(tables: Tables, packetId: string): boolean {
  const row = tables.packets.open.get(packetId);
  if (!row) return false;
  tables.packets.put(packetId, undefined);
  add(tables, row.client, { packets: -1, bytes: -row.bytes.length });
  return true;
}

/** In a transaction: forgets packets received before a time; returns how many. */
export function expire(tables: Tables, before: number): number {
  const old = [...tables.packets.open.values()].filter(({ receivedAt }) => receivedAt < before);
  for (const { id } of old) release(tables, id);
  return old.length;
}

/** The newest that a filter leaves. */
export const newest = (
  { packets }: Tables,
  limit: number,
  { client, code, before = Number.MAX_SAFE_INTEGER }: QuarantineFilter,
): readonly QuarantinedRow[] =>
  [...packets.synced.values()]
    .filter((row) => row.number < before && row.client === (client ?? row.client) && row.code === (code ?? row.code))
    .sort((a, b) => b.number - a.number)
    .slice(0, limit);

function add({ packetCounts }: Tables, client: string, change: Partial<Omit<QuarantineCount, 'client'>>): void {
  const { packets, bytes, beyondCap } = packetCounts.open.get(client) ?? none;
  packetCounts.put(client, {
    client,
    packets: packets + (change.packets ?? 0),
    bytes: bytes + (change.bytes ?? 0),
    beyondCap: beyondCap + (change.beyondCap ?? 0),
  });
}
