import type { Collection, DocumentOf } from '../../../contract/collection.ts';
import type { MemoryDisk } from '../../../sync-server/store/memory/disk.ts';
import type { PlacedFact } from '../../../sync-server/store/port/fact.ts';
import { workspace } from '../shop.ts';

/** What is on the server's disk, read past the store. */
export function serverState(disk: MemoryDisk) {
  const tables = disk.tables(workspace);
  const rows = (collection: Collection) => [...tables.documents(collection).synced.values()];
  return {
    tables,
    /** Bodies as canonical JSON, by id. */
    bodies: (collection: Collection): ReadonlyMap<string, string> =>
      new Map(rows(collection).flatMap(({ id, body }) => (body === null ? [] : [[id, body] as const]))),
    documents: <C extends Collection>(collection: C): ReadonlyMap<string, DocumentOf<C>> =>
      new Map(rows(collection).flatMap(({ id, body }) => (body === null ? [] : [[id, JSON.parse(body) as DocumentOf<C>] as const]))),
    rows,
    /** In log order. */
    facts: (): PlacedFact[] =>
      [...tables.facts.synced.values()].map((json) => JSON.parse(json) as PlacedFact).sort((a, b) => a.position - b.position),
    fact: (factId: string): PlacedFact | undefined => {
      const position = tables.positions.synced.get(factId);
      return position === undefined ? undefined : (JSON.parse(tables.facts.synced.get(position) ?? 'null') as PlacedFact);
    },
  };
}

export type ServerState = ReturnType<typeof serverState>;
