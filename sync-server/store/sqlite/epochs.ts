import type { Checkpoint } from '../../../contract/replication.ts';
import { type Epoch, isOfThisFeed } from '../checkpoint-validity.ts';
import { type Database, prepare } from './database.ts';
import type { Workspace } from './workspaces.ts';

/** The lives of the writer: each start appends one, and `seq` from `firstSeq` on was given in it. */
export interface Epochs {
  append(workspace: Workspace, epoch: string, firstSeq: number): void;
  /** No other one than this is known from now on. */
  forget(workspace: Workspace, next: string, firstSeq: number): void;
  newest(workspace: Workspace): string;
  /** See `isOfThisFeed`. */
  valid(workspace: Workspace, checkpoint: Checkpoint, head: number): boolean;
}

type Row = Epoch & Readonly<{ number: number }>;

export function epochsOf(database: Database): Epochs {
  const columns = 'number, epoch, first_seq AS firstSeq';
  const last = prepare<Row>(database, `SELECT ${columns} FROM epoch WHERE workspace = ? ORDER BY number DESC LIMIT 1`);
  const named = prepare<Row>(database, `SELECT ${columns} FROM epoch WHERE workspace = ? AND epoch = ?`);
  const numbered = prepare<Row>(database, `SELECT ${columns} FROM epoch WHERE workspace = ? AND number = ?`);
  const insert = prepare(database, 'INSERT INTO epoch (workspace, number, epoch, first_seq) VALUES (?, ?, ?, ?)');

  const forget = prepare(database, 'DELETE FROM epoch WHERE workspace = ?');
  const append = ({ id }: Workspace, epoch: string, firstSeq: number) =>
    void insert.run(id, (last.get(id)?.number ?? 0) + 1, epoch, firstSeq);

  return {
    append,
    forget(workspace, next, firstSeq) {
      forget.run(workspace.id);
      append(workspace, next, firstSeq);
    },
    newest({ id }) {
      const row = last.get(id);
      if (!row) throw new Error('a workspace without an epoch');
      return row.epoch;
    },
    valid({ id }, { epoch, seq }, head) {
      const found = named.get(id, epoch);
      return isOfThisFeed(seq, found, found && numbered.get(id, found.number + 1), head);
    },
  };
}
