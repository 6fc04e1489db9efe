import { byCodeUnit } from '../../../domain/order.ts';
import type { CredentialName, Credentials } from '../port/credentials.ts';
import type { MemoryDisk } from './disk.ts';
import { appendEpoch } from './feed.ts';
import type { Workspaces } from './workspaces.ts';
import type { Writer } from './writer.ts';

type Random = Readonly<{ randomUuid: () => string; randomBytes: (size: number) => Uint8Array }>;

const HMAC_KEY_BYTES = 32;

const keyOf = ({ kind, name }: Pick<CredentialName, 'kind' | 'name'>) => `${kind} ${name}`;

export function credentialsOn(disk: MemoryDisk, workspaces: Workspaces, writer: Writer, { randomUuid, randomBytes }: Random): Credentials {
  const find = (name: string) => workspaces.find(name).credentials;

  return {
    ensureWorkspace: (name) =>
      writer.transaction(() => {
        if (disk.workspaces.open.get(name)) return;
        disk.workspaces.put(name, { name, hmacKey: randomBytes(HMAC_KEY_BYTES) });
        appendEpoch(disk.tables(name), randomUuid());
      }),
    workspaces: async () => workspaces.names(),
    async hmacKey(name) {
      const found = disk.workspaces.synced.get(name);
      if (!found) throw new Error('unknown workspace');
      return found.hmacKey;
    },
    async add({ workspace, kind, name, secretHash, at: since }) {
      const table = find(workspace);
      const key = keyOf({ kind, name });
      return writer.transaction(() => {
        if (table.open.get(key)) return false;
        table.put(key, { kind, name, secretHash, since });
        return true;
      });
    },
    async replace({ workspace, kind, name, secretHash, at: since }) {
      const table = find(workspace);
      const key = keyOf({ kind, name });
      return writer.transaction(() => {
        if (!table.open.get(key)) return false;
        table.put(key, { kind, name, secretHash, since });
        return true;
      });
    },
    async remove({ workspace, kind, name }) {
      const table = find(workspace);
      const key = keyOf({ kind, name });
      return writer.transaction(() => {
        if (!table.open.get(key)) return false;
        table.put(key, undefined);
        return true;
      });
    },
    secretHash: async ({ workspace, kind, name }) =>
      disk.workspaces.synced.get(workspace) && find(workspace).synced.get(keyOf({ kind, name }))?.secretHash,
    async memberOfToken(secretHash) {
      for (const workspace of workspaces.names()) {
        const found = [...find(workspace).synced.values()].find((one) => one.kind === 'member' && one.secretHash === secretHash);
        if (found) return { workspace, member: found.name };
      }
      return undefined;
    },
    list: async (workspace, kind) =>
      [...find(workspace).synced.values()]
        .filter((one) => one.kind === kind)
        .map(({ name, since }) => ({ name, since }))
        .sort((a, b) => byCodeUnit(a.name, b.name)),
  };
}
