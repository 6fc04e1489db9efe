import type { PendingQuery, Row } from 'postgres';
import type { QuarantineCount, QuarantinedPacket, QuarantinedRow, QuarantineFilter } from '../port/log.ts';
import { MAX_BYTES, MAX_PACKETS } from '../quarantine-cap.ts';
import { asJson, type Queries } from './database.ts';
import type { Workspace } from './workspaces.ts';

type Count = { packets: number; bytes: number; beyondCap: number };

/** Under the outbox lock: keeps packets, each once by its id, or counts them beyond the cap (I3). */
export async function keepPackets(tx: Queries, workspace: Workspace, packets: readonly QuarantinedPacket[]): Promise<void> {
  const ids = packets.map(({ id }) => id);
  const present = await tx<{ id: string }[]>`SELECT id FROM quarantine WHERE workspace = ${workspace.id} AND id = ANY(${ids}::text[])`;
  const known = new Set(present.map(({ id }) => id));
  const counts = new Map((await packetCounts(tx, workspace)).map(({ client, ...count }) => [client, { ...count }]));
  const kept: QuarantinedPacket[] = [];
  for (const packet of packets) {
    if (known.has(packet.id)) continue;
    const count: Count = counts.get(packet.client) ?? { packets: 0, bytes: 0, beyondCap: 0 };
    counts.set(packet.client, count);
    if (count.packets >= MAX_PACKETS || count.bytes + packet.bytes.length > MAX_BYTES) {
      count.beyondCap += 1;
      continue;
    }
    count.packets += 1;
    count.bytes += packet.bytes.length;
    known.add(packet.id);
    kept.push(packet);
  }
  await insertPackets(tx, workspace, kept);
  const senders = new Set(packets.map(({ client }) => client));
  await saveCounts(
    tx,
    workspace,
    [...counts].filter(([client]) => senders.has(client)),
  );
}

async function insertPackets(tx: Queries, { id: workspace }: Workspace, packets: readonly QuarantinedPacket[]): Promise<void> {
  const rows = packets.map(({ id, client, topic, code, bytes, receivedAt }, n) => {
    const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
    return { n, id, client, topic, code, bytes: hex, receivedAt };
  });
  if (rows.length === 0) return;
  await tx`
    INSERT INTO quarantine (workspace, id, client, topic, code, bytes, received_at)
    SELECT ${workspace}, id, client, topic, code, decode(bytes, 'hex'), "receivedAt"
    FROM json_to_recordset(${asJson(tx, rows)})
      AS given (n integer, id text, client text, topic text, code text, bytes text, "receivedAt" bigint)
    ORDER BY n`;
}

async function saveCounts(tx: Queries, { id: workspace }: Workspace, counts: readonly (readonly [string, Count])[]): Promise<void> {
  const rows = counts.map(([client, count]) => ({ client, ...count }));
  if (rows.length === 0) return;
  await tx`
    INSERT INTO quarantine_count (workspace, client, packets, bytes, beyond_cap)
    SELECT ${workspace}, client, packets, bytes, "beyondCap"
    FROM json_to_recordset(${asJson(tx, rows)}) AS given (client text, packets bigint, bytes bigint, "beyondCap" bigint)
    ON CONFLICT (workspace, client) DO UPDATE
    SET packets = excluded.packets, bytes = excluded.bytes, beyond_cap = excluded.beyond_cap`;
}

/** Under every workspace's outbox lock: forgets packets received before a time; returns how many. */
export const expirePackets = (tx: Queries, before: number): Promise<number> => forgetPackets(tx, tx`received_at < ${before}`);

/** Under the outbox lock: takes a packet out; false where it is not there. */
export const releasePacket = async (tx: Queries, { id: workspace }: Workspace, packetId: string): Promise<boolean> =>
  (await forgetPackets(tx, tx`workspace = ${workspace} AND id = ${packetId}`)) > 0;

async function forgetPackets(tx: Queries, which: PendingQuery<Row[]>): Promise<number> {
  const [row] = await tx<{ count: number }[]>`
    WITH gone AS (
      DELETE FROM quarantine WHERE ${which} RETURNING workspace, client, length(bytes) AS size
    ), sums AS (
      SELECT workspace, client, count(*) AS packets, sum(size) AS bytes FROM gone GROUP BY workspace, client
    ), counted AS (
      UPDATE quarantine_count AS held SET packets = held.packets - sums.packets, bytes = held.bytes - sums.bytes
      FROM sums WHERE held.workspace = sums.workspace AND held.client = sums.client
    )
    SELECT count(*) AS count FROM gone`;
  return row?.count ?? 0;
}

export async function newestPackets(
  queries: Queries,
  { id: workspace }: Workspace,
  limit: number,
  { client, code, before = Number.MAX_SAFE_INTEGER }: QuarantineFilter,
): Promise<readonly QuarantinedRow[]> {
  const rows = await queries<QuarantinedRow[]>`
    SELECT ${columns(queries)} FROM quarantine
    WHERE workspace = ${workspace} AND number < ${before} ${client === undefined ? queries`` : queries`AND client = ${client}`}
      ${code === undefined ? queries`` : queries`AND code = ${code}`}
    ORDER BY number DESC LIMIT ${limit}`;
  return rows.map(toRow);
}

export async function keptPacket(queries: Queries, { id: workspace }: Workspace, packetId: string): Promise<QuarantinedRow | undefined> {
  const [row] = await queries<QuarantinedRow[]>`
    SELECT ${columns(queries)} FROM quarantine WHERE workspace = ${workspace} AND id = ${packetId}`;
  return row && toRow(row);
}

const columns = (queries: Queries) => queries`number, id, client, topic, code, bytes, received_at AS "receivedAt"`;
const toRow = (row: QuarantinedRow): QuarantinedRow => ({ ...row, bytes: Uint8Array.from(row.bytes) });

export async function packetCounts(queries: Queries, { id: workspace }: Workspace): Promise<readonly QuarantineCount[]> {
  const rows = await queries<QuarantineCount[]>`
    SELECT client, packets, bytes, beyond_cap AS "beyondCap" FROM quarantine_count WHERE workspace = ${workspace} ORDER BY client`;
  return rows.map((row) => ({ ...row }));
}
