import type { Change, Kept } from '../port/feed.ts';
import { type Database, prepare } from './database.ts';
import type { Workspace } from './workspaces.ts';

/** Remembers on the disk which documents a rebuild made, since they may be more than memory holds. */
export interface Rebuilt {
  start(): void;
  made(collection: Kept, id: string): void;
  /** Documents that are there and were not made again. */
  vanished(workspace: Workspace): readonly Change[];
  end(): void;
}

export function rebuiltIn(database: Database): Rebuilt {
  database.exec('CREATE TEMP TABLE rebuilt (collection TEXT, id TEXT, PRIMARY KEY (collection, id)) STRICT, WITHOUT ROWID');
  const clear = prepare(database, 'DELETE FROM temp.rebuilt');
  const insert = prepare(database, 'INSERT INTO temp.rebuilt VALUES (?, ?) ON CONFLICT DO NOTHING');
  const vanished = prepare<{ collection: Kept; id: string }>(
    database,
    `SELECT collection, id FROM document WHERE workspace = ? AND body IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM temp.rebuilt AS made WHERE made.collection = document.collection AND made.id = document.id)`,
  );

  return {
    start: () => void clear.run(),
    made: (collection, id) => void insert.run(collection, id),
    vanished: ({ id }) => vanished.all(id).map((row) => ({ ...row, document: null })),
    end: () => void clear.run(),
  };
}
