import type { Queries } from './database.ts';

/** A workspace as the tables know it. */
export type Workspace = Readonly<{ id: number; name: string; hmacKey: Uint8Array }>;

/** The counters of a workspace, moved by the holder of its feed lock alone and saved in the same transaction. */
export type Counters = {
  position: number;
  /** The position of the last chat event. */
  lastEvent: number;
  cursor: number;
  seq: number;
  /** The snapshot whose events all have a place; `pg_snapshot` as text. */
  placed: string;
  /** Another one after each transaction that wrote documents: who finds the one it left knows them still. */
  writer: string;
};

export interface Workspaces {
  /** Throws for a workspace that was never made: the name comes from a credential (I9). */
  find(name: string): Promise<Workspace>;
  all(queries: Queries): Promise<readonly Workspace[]>;
  /** Undefined if it is there already. */
  add(tx: Queries, name: string, hmacKey: Uint8Array): Promise<Workspace | undefined>;
}

export function workspacesOf(queries: Queries): Workspaces {
  const known = new Map<string, Workspace>();
  return {
    async find(name) {
      const found =
        known.get(name) ?? (await queries<Workspace[]>`SELECT id, name, hmac_key AS "hmacKey" FROM workspace WHERE name = ${name}`)[0];
      if (!found) throw new Error('unknown workspace');
      known.set(name, found);
      return found;
    },
    all: (on) => on<Workspace[]>`SELECT id, name, hmac_key AS "hmacKey" FROM workspace ORDER BY name`,
    async add(tx, name, hmacKey) {
      const [added] = await tx<Workspace[]>`
        INSERT INTO workspace (name, hmac_key) VALUES (${name}, ${Buffer.from(hmacKey)}) ON CONFLICT (name) DO NOTHING
        RETURNING id, name, hmac_key AS "hmacKey"`;
      return added;
    },
  };
}

export async function readCounters(queries: Queries, { id }: Workspace): Promise<Counters> {
  const [row] = await queries<Counters[]>`
    SELECT last_position AS position, last_event AS "lastEvent", cursor, last_seq AS seq, placed::text AS placed, writer
    FROM workspace WHERE id = ${id}`;
  if (!row) throw new Error('unknown workspace');
  return { ...row };
}

export const saveCounters = (tx: Queries, { id }: Workspace, { position, lastEvent, cursor, seq, placed, writer }: Counters) =>
  tx`UPDATE workspace SET last_position = ${position}, last_event = ${lastEvent}, cursor = ${cursor}, last_seq = ${seq},
     placed = ${placed}::text::pg_snapshot, writer = ${writer} WHERE id = ${id}`;
