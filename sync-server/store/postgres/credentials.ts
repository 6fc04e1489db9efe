import type { Credentials } from '../port/credentials.ts';
import { inTransaction, type Pool, writing } from './database.ts';
import { appendEpoch } from './epochs.ts';
import type { Lanes } from './lanes.ts';
import type { Workspaces } from './workspaces.ts';

type Parts = Readonly<{
  pool: Pool;
  lanes: Lanes;
  workspaces: Workspaces;
  randomUuid: () => string;
  randomBytes: (size: number) => Uint8Array;
}>;

const HMAC_KEY_BYTES = 32;
const FIRST_SEQ = 1;

export function credentialsOf({ pool, lanes, workspaces, randomUuid, randomBytes }: Parts): Credentials {
  /** Counts a change in its own transaction: who looks now and then could take what was added and revoked in between for what it was. */
  const counted = (workspace: number) => pool`
    UPDATE workspace SET credential_changes = credential_changes + 1 WHERE id = ${workspace} AND EXISTS (SELECT FROM changed)`;
  return {
    async ensureWorkspace(name) {
      await lanes.beside(() =>
        inTransaction(pool, writing, async (tx) => {
          const added = await workspaces.add(tx, name, randomBytes(HMAC_KEY_BYTES));
          if (added) await appendEpoch(tx, added, randomUuid(), FIRST_SEQ);
        }),
      );
    },
    workspaces: async () => (await workspaces.all(pool)).map(({ name }) => name),
    hmacKey: async (name) => Uint8Array.from((await workspaces.find(name)).hmacKey),
    async add({ workspace, name, kind, secretHash, at }) {
      const { id } = await workspaces.find(workspace);
      const { count } = await lanes.beside(
        async () => pool`
          INSERT INTO credential (workspace, kind, name, secret_hash, added_at) VALUES (${id}, ${kind}, ${name}, ${secretHash}, ${at})
          ON CONFLICT (workspace, kind, name) DO NOTHING`,
      );
      return count === 1;
    },
    async replace({ workspace, name, kind, secretHash, at }) {
      const { id } = await workspaces.find(workspace);
      const { count } = await lanes.beside(
        async () => pool`
          WITH changed AS (
            UPDATE credential SET secret_hash = ${secretHash}, added_at = ${at}
            WHERE workspace = ${id} AND kind = ${kind} AND name = ${name} RETURNING 1
          ) ${counted(id)}`,
      );
      return count === 1;
    },
    async remove({ workspace, name, kind }) {
      const { id } = await workspaces.find(workspace);
      const { count } = await lanes.beside(
        async () => pool`
          WITH changed AS (
            DELETE FROM credential WHERE workspace = ${id} AND kind = ${kind} AND name = ${name} RETURNING 1
          ) ${counted(id)}`,
      );
      return count === 1;
    },
    async secretHash({ workspace, kind, name }) {
      const [row] = await pool<{ secretHash: string }[]>`
        SELECT secret_hash AS "secretHash" FROM credential JOIN workspace ON workspace.id = workspace
        WHERE workspace.name = ${workspace} AND kind = ${kind} AND credential.name = ${name}`;
      return row?.secretHash;
    },
    async memberOfToken(secretHash) {
      const [row] = await pool<{ workspace: string; member: string }[]>`
        SELECT workspace.name AS workspace, credential.name AS member FROM credential JOIN workspace ON workspace.id = workspace
        WHERE kind = 'member' AND secret_hash = ${secretHash}`;
      return row && { ...row };
    },
    async list(workspace, kind) {
      const { id } = await workspaces.find(workspace);
      const rows = await pool<{ name: string; since: number }[]>`
        SELECT name, added_at AS since FROM credential WHERE workspace = ${id} AND kind = ${kind} ORDER BY name COLLATE "C"`;
      return rows.map((row) => ({ ...row }));
    },
  };
}
