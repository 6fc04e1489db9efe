import type { FailureCode } from '../../../contract/failure.ts';
import type { QuarantineCount, QuarantinedPacket, QuarantinedRow, QuarantineFilter } from '../port/log.ts';
import { MAX_BYTES, MAX_PACKETS } from '../quarantine-cap.ts';
import { type Database, prepare } from './database.ts';
import type { Workspace } from './workspaces.ts';

export interface QuarantineWrites {
  /** In a write transaction: keeps a packet once by its id, or counts it beyond the cap. */
  keep(workspace: Workspace, packet: QuarantinedPacket): void;
  /** In a write transaction: takes a packet out; false where it is not there. */
  release(workspace: Workspace, packetId: string): boolean;
  /** In a write transaction: forgets packets received before a time; returns how many. */
  expire(before: number): number;
}

type Age = Readonly<{ number: number; workspace: number; client: string; size: number }>;

export function quarantineWrites(database: Database): QuarantineWrites {
  const present = prepare<{ id: string }>(database, 'SELECT id FROM quarantine WHERE workspace = ? AND id = ?');
  const count = prepare<{ packets: number; bytes: number }>(
    database,
    'SELECT packets, bytes FROM quarantine_count WHERE workspace = ? AND client = ?',
  );
  const insert = prepare(
    database,
    'INSERT INTO quarantine (workspace, id, client, topic, code, bytes, received_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const add = prepare(
    database,
    `INSERT INTO quarantine_count (workspace, client, packets, bytes, beyond_cap) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (workspace, client) DO UPDATE SET packets = packets + excluded.packets, bytes = bytes + excluded.bytes,
     beyond_cap = beyond_cap + excluded.beyond_cap`,
  );
  const old = prepare<Age>(database, 'SELECT number, workspace, client, length(bytes) AS size FROM quarantine WHERE received_at < ?');
  const one = prepare<Age>(
    database,
    'SELECT number, workspace, client, length(bytes) AS size FROM quarantine WHERE workspace = ? AND id = ?',
  );
  const remove = prepare(database, 'DELETE FROM quarantine WHERE number = ?');

  function forget({ number, workspace, client, size }: Age): void {
    remove.run(number);
    add.run(workspace, client, -1, -size, 0);
  }

  function fits(workspace: Workspace, { client, bytes }: QuarantinedPacket): boolean {
    const held = count.get(workspace.id, client) ?? { packets: 0, bytes: 0 };
    return held.packets < MAX_PACKETS && held.bytes + bytes.length <= MAX_BYTES;
  }

  return {
    keep(workspace, packet) {
      const { id, client, topic, code, bytes, receivedAt } = packet;
      if (present.get(workspace.id, id)) return;
      if (!fits(workspace, packet)) {
        add.run(workspace.id, client, 0, 0, 1);
        return;
      }
      insert.run(workspace.id, id, client, topic, code, bytes, receivedAt);
      add.run(workspace.id, client, 1, bytes.length, 0);
    },
    expire(before) {
      const rows = old.all(before);
      for (const row of rows) forget(row);
      return rows.length;
    },
    release(workspace, packetId) {
      const row = one.get(workspace.id, packetId);
      if (row) forget(row);
      return row !== undefined;
    },
  };
}

export interface QuarantineReads {
  newest(workspace: Workspace, limit: number, filter: QuarantineFilter): readonly QuarantinedRow[];
  packet(workspace: Workspace, packetId: string): QuarantinedRow | undefined;
  counts(workspace: Workspace): readonly QuarantineCount[];
}

export function quarantineReads(database: Database): QuarantineReads {
  const columns = 'number, id, client, topic, code, bytes, received_at AS receivedAt';
  const newest = prepare<QuarantinedRow & { code: FailureCode }>(
    database,
    `SELECT ${columns} FROM quarantine
     WHERE workspace = ? AND number < ? AND client = coalesce(?, client) AND code = coalesce(?, code) ORDER BY number DESC LIMIT ?`,
  );
  const packet = prepare<QuarantinedRow>(database, `SELECT ${columns} FROM quarantine WHERE workspace = ? AND id = ?`);
  const counts = prepare<QuarantineCount>(
    database,
    `SELECT client, packets, bytes, beyond_cap AS beyondCap FROM quarantine_count WHERE workspace = ? ORDER BY client`,
  );
  return {
    newest: ({ id }, limit, { client, code, before = Number.MAX_SAFE_INTEGER }) =>
      newest.all(id, before, client ?? null, code ?? null, limit).map((row) => ({ ...row })),
    packet({ id }, packetId) {
      const row = packet.get(id, packetId);
      return row && { ...row };
    },
    counts: ({ id }) => counts.all(id).map((row) => ({ ...row })),
  };
}
