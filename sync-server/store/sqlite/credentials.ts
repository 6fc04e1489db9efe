import type { Credentials } from '../port/credentials.ts';
import { type Database, prepare } from './database.ts';
import type { Epochs } from './epochs.ts';
import type { Workspaces } from './workspaces.ts';
import type { Writer } from './writer.ts';

type WriteParts = Readonly<{
  database: Database;
  writer: Writer;
  workspaces: Workspaces;
  epochs: Epochs;
  randomUuid: () => string;
  randomBytes: (size: number) => Uint8Array;
}>;

export type CredentialReads = Pick<Credentials, 'workspaces' | 'hmacKey' | 'secretHash' | 'memberOfToken' | 'list'>;
export type CredentialWrites = Omit<Credentials, keyof CredentialReads>;

const HMAC_KEY_BYTES = 32;
const FIRST_SEQ = 1;

export function credentialReads(reader: Database, workspaces: Workspaces): CredentialReads {
  const secretOf = prepare<{ secretHash: string }>(
    reader,
    `SELECT secret_hash AS secretHash FROM credential JOIN workspace ON workspace.id = workspace
     WHERE workspace.name = ? AND kind = ? AND credential.name = ?`,
  );
  const member = prepare<{ workspace: string; member: string }>(
    reader,
    `SELECT workspace.name AS workspace, credential.name AS member FROM credential JOIN workspace ON workspace.id = workspace
     WHERE kind = 'member' AND secret_hash = ?`,
  );
  const list = prepare<{ name: string; since: number }>(
    reader,
    'SELECT name, added_at AS since FROM credential WHERE workspace = ? AND kind = ? ORDER BY name',
  );

  return {
    workspaces: async () => workspaces.names(),
    hmacKey: async (name) => workspaces.find(name).hmacKey,
    secretHash: async ({ workspace, kind, name }) => secretOf.get(workspace, kind, name)?.secretHash,
    async memberOfToken(secretHash) {
      const found = member.get(secretHash);
      return found && { ...found };
    },
    list: async (workspace, kind) => list.all(workspaces.find(workspace).id, kind).map((row) => ({ ...row })),
  };
}

export function credentialWrites({ database, writer, workspaces, epochs, randomUuid, randomBytes }: WriteParts): CredentialWrites {
  const insert = prepare(
    database,
    `INSERT INTO credential (workspace, kind, name, secret_hash, added_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (workspace, kind, name) DO NOTHING`,
  );
  const update = prepare(database, 'UPDATE credential SET secret_hash = ?, added_at = ? WHERE workspace = ? AND kind = ? AND name = ?');
  const remove = prepare(database, 'DELETE FROM credential WHERE workspace = ? AND kind = ? AND name = ?');

  return {
    async ensureWorkspace(name) {
      await writer.transaction(() => {
        if (workspaces.add(name, randomBytes(HMAC_KEY_BYTES))) epochs.append(workspaces.find(name), randomUuid(), FIRST_SEQ);
      });
    },
    async add({ workspace, name, kind, secretHash, at }) {
      const { id } = workspaces.find(workspace);
      return writer.transaction(() => insert.run(id, kind, name, secretHash, at) === 1);
    },
    async replace({ workspace, name, kind, secretHash, at }) {
      const { id } = workspaces.find(workspace);
      return writer.transaction(() => update.run(secretHash, at, id, kind, name) === 1);
    },
    async remove({ workspace, name, kind }) {
      const { id } = workspaces.find(workspace);
      return writer.transaction(() => remove.run(id, kind, name) === 1);
    },
  };
}
