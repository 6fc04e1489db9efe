import { sha256Hex } from '../../sha-256.ts';
import type { Model, Models } from '../port/models.ts';
import type { Pool } from './database.ts';
import type { Lanes } from './lanes.ts';
import type { Workspaces } from './workspaces.ts';

export function modelsOf(pool: Pool, lanes: Lanes, workspaces: Workspaces): Models {
  return {
    async keep(workspace, { kind, madeAt, bytes }) {
      const { id } = await workspaces.find(workspace);
      const hash = sha256Hex(bytes);
      const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      await lanes.beside(
        async () => pool`
          INSERT INTO model (workspace, hash, kind, made_at, bytes) VALUES (${id}, ${hash}, ${kind}, ${madeAt}, ${whole})
          ON CONFLICT (workspace, hash) DO NOTHING`,
      );
      return hash;
    },
    async read(workspace, hash) {
      const { id } = await workspaces.find(workspace);
      const [row] = await pool<Model[]>`
        SELECT hash, kind, made_at AS "madeAt", bytes FROM model WHERE workspace = ${id} AND hash = ${hash}`;
      return row && { ...row, bytes: Uint8Array.from(row.bytes) };
    },
    async prune(workspace, kind, { newest, named }) {
      const { id } = await workspaces.find(workspace);
      const { count } = await lanes.beside(
        async () => pool`
          DELETE FROM model WHERE workspace = ${id} AND hash <> ALL(${[...named]}::text[]) AND hash IN (
            SELECT hash FROM model WHERE workspace = ${id} AND kind = ${kind} ORDER BY made_at DESC, hash OFFSET ${newest}
          )`,
      );
      return count;
    },
  };
}
