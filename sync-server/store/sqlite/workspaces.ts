import { type Database, prepare } from './database.ts';

/** A workspace as the tables know it. */
export type Workspace = Readonly<{ id: number; name: string; hmacKey: Uint8Array }>;

/** The counters of a workspace. Read and saved in the write transaction that moves them, so that a rollback takes them back. */
export type Counters = {
  position: number;
  /** The position of the last chat event. */
  lastEvent: number;
  cursor: number;
  /** Events up to this position are in `fact_place`. */
  indexed: number;
  seq: number;
};

export interface Workspaces {
  names(): readonly string[];
  /** Throws for a workspace that was never made: the name comes from a credential (I9). */
  find(name: string): Workspace;
  /** In a write transaction. False if it is there already. */
  add(name: string, hmacKey: Uint8Array): boolean;
  counters(workspace: Workspace): Counters;
  save(workspace: Workspace, counters: Counters): void;
}

const selectCounters =
  'SELECT last_position AS position, last_event AS lastEvent, cursor, indexed, last_seq AS seq FROM workspace WHERE id = ?';

export function workspacesOf(database: Database): Workspaces {
  const known = new Map<string, Workspace>();
  const names = prepare<{ name: string }>(database, 'SELECT name FROM workspace ORDER BY name');
  const byName = prepare<Workspace>(database, 'SELECT id, name, hmac_key AS hmacKey FROM workspace WHERE name = ?');
  const insert = prepare(database, 'INSERT INTO workspace (name, hmac_key) VALUES (?, ?) ON CONFLICT (name) DO NOTHING');
  const counters = prepare<Counters>(database, selectCounters);
  const update = prepare(
    database,
    'UPDATE workspace SET last_position = ?, last_event = ?, cursor = ?, indexed = ?, last_seq = ? WHERE id = ?',
  );

  function find(name: string): Workspace {
    const remembered = known.get(name);
    if (remembered) return remembered;
    const found = byName.get(name);
    if (!found) throw new Error('unknown workspace');
    if (!database.isTransaction) known.set(name, found); // one made in a transaction may be rolled back, and its id given to another
    return found;
  }

  return {
    names: () => names.all().map(({ name }) => name),
    find,
    add: (name, hmacKey) => insert.run(name, hmacKey) === 1,
    counters: ({ id }) => counters.get(id) ?? { position: 0, lastEvent: 0, cursor: 0, indexed: 0, seq: 0 },
    save({ id }, { position, lastEvent, cursor, indexed, seq }) {
      update.run(position, lastEvent, cursor, indexed, seq, id);
    },
  };
}
