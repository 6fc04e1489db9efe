import { sha256Hex } from '../../sha-256.ts';
import type { Model, Models } from '../port/models.ts';
import { type Database, prepare } from './database.ts';
import type { Workspaces } from './workspaces.ts';
import type { Writer } from './writer.ts';

export type ModelReads = Pick<Models, 'read'>;
export type ModelWrites = Omit<Models, keyof ModelReads>;

export function modelReads(reader: Database, workspaces: Workspaces): ModelReads {
  const one = prepare<Model>(reader, 'SELECT hash, kind, made_at AS madeAt, bytes FROM model WHERE workspace = ? AND hash = ?');
  return {
    async read(workspace, hash) {
      const row = one.get(workspaces.find(workspace).id, hash);
      return row && { ...row };
    },
  };
}

export function modelWrites(database: Database, writer: Writer, workspaces: Workspaces): ModelWrites {
  const insert = prepare(
    database,
    'INSERT INTO model (workspace, hash, kind, made_at, bytes) VALUES (?, ?, ?, ?, ?) ON CONFLICT (workspace, hash) DO NOTHING',
  );
  const byAge = prepare<{ hash: string }>(
    database,
    'SELECT hash FROM model WHERE workspace = ? AND kind = ? ORDER BY made_at DESC, hash LIMIT -1 OFFSET ?',
  );
  const remove = prepare(database, 'DELETE FROM model WHERE workspace = ? AND hash = ?');

  return {
    async keep(workspace, { kind, madeAt, bytes }) {
      const { id } = workspaces.find(workspace);
      const hash = sha256Hex(bytes);
      await writer.transaction(() => insert.run(id, hash, kind, madeAt, bytes));
      return hash;
    },
    async prune(workspace, kind, { newest, named }) {
      const { id } = workspaces.find(workspace);
      return writer.transaction(() => {
        const old = byAge.all(id, kind, newest).filter(({ hash }) => !named.includes(hash));
        for (const { hash } of old) remove.run(id, hash);
        return old.length;
      });
    },
  };
}
