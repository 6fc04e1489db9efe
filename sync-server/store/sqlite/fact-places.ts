import { type Database, prepare } from './database.ts';
import { type StoredFactId, toFactId, toStoredFactId } from './stored-fact-id.ts';
import type { Counters, Workspace } from './workspaces.ts';

/**
 * Where the log has which id; what keeps an id from standing there twice. On the writing connection, in its transactions.
 *
 * Ids are random: each that is written by itself costs a page. Those of the newest events are therefore held in memory and written
 * in bulk, in the order of the table; `counters.indexed` says up to where that is done, and what comes after is read again from the
 * log where memory has it not.
 */
export interface FactPlaces {
  position(workspace: Workspace, counters: Counters, factId: string): number | undefined;
  /** An event at the log's end. */
  event(workspace: Workspace, counters: Counters, factId: string, position: number): void;
  /** Any other fact. Throws where the id has a place already. */
  fact(workspace: Workspace, factId: string, position: number): void;
  /** Writes what is held, where the log has grown enough since for that to be worth it. After facts of any kind were appended. */
  settle(workspace: Workspace, counters: Counters): void;
  /** What is held may have been rolled back. */
  forget(): void;
}

/** Places of the log, of whatever kind: a start reads so many rows again, and so does a look-up of an id that is not in the table. */
export const mostNotIndexed = 4_096;

type Row = Readonly<{ factId: StoredFactId; position: number }>;

export function factPlaces(database: Database): FactPlaces {
  const held = new Map<number, Map<string, number>>();
  const place = prepare<{ position: number }>(database, 'SELECT position FROM fact_place WHERE workspace = ? AND fact_id = ?');
  const insert = prepare(database, 'INSERT INTO fact_place (workspace, fact_id, position) VALUES (?, ?, ?)');
  const notIndexed = prepare<Row>(
    database,
    `SELECT fact_id AS factId, position FROM fact WHERE workspace = ? AND position > ? AND kind = 'event'`,
  );

  function heldOf({ id }: Workspace, { indexed }: Counters): Map<string, number> {
    const known = held.get(id) ?? new Map(notIndexed.all(id, indexed).map((row) => [toFactId(row.factId), row.position]));
    held.set(id, known);
    return known;
  }

  return {
    position: (workspace, counters, factId) =>
      heldOf(workspace, counters).get(factId) ?? place.get(workspace.id, toStoredFactId(factId))?.position,
    event: (workspace, counters, factId, position) => void heldOf(workspace, counters).set(factId, position),
    fact: (workspace, factId, position) => void insert.run(workspace.id, toStoredFactId(factId), position),
    settle(workspace, counters) {
      if (counters.position - counters.indexed < mostNotIndexed) return;
      const known = heldOf(workspace, counters);
      const rows = [...known].map(([factId, position]) => ({ factId: toStoredFactId(factId), position }));
      for (const { factId, position } of rows.sort(byStoredId)) insert.run(workspace.id, factId, position);
      counters.indexed = counters.position;
      known.clear();
    },
    forget: () => held.clear(),
  };
}

/** As the table orders them: text before bytes. */
function byStoredId({ factId: a }: Row, { factId: b }: Row): number {
  if (typeof a === 'string') return typeof b === 'string' ? Buffer.compare(Buffer.from(a), Buffer.from(b)) : -1;
  return typeof b === 'string' ? 1 : Buffer.compare(a, b);
}
