import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { newSecret, secretHash } from '../../sync-server/secret.ts';
import type { Store } from '../../sync-server/store/port/store.ts';
import { openSqliteStore } from '../../sync-server/store/sqlite/open-sqlite-store.ts';
import type { Line } from '../ingest/publisher-connection.ts';
import { upOf } from '../ingest/topics.ts';

/** A line to a server that has no port yet. */
export type Seeded = Omit<Line, 'port'>;

/** Gives `connections` clients, spread over the workspaces, their credentials in the store of a folder that no server has open. */
export async function seedClients(folder: string, workspaces: readonly string[], connections: number): Promise<readonly Seeded[]> {
  const opened = await openSqliteStore({ path: join(folder, 'talklens.db'), now: Date.now, randomUuid: randomUUID, randomBytes });
  if (!opened.ok) throw new Error(opened.code);
  const store = opened.value;
  for (const workspace of workspaces) await store.credentials.ensureWorkspace(workspace);
  const seeded: Seeded[] = [];
  for (let client = 0; client < connections; client += 1) {
    seeded.push(await seedClient(store, workspaces[client % workspaces.length] as string, `bench-${client}`));
  }
  await store.close();
  return seeded;
}

async function seedClient({ credentials }: Store, workspace: string, name: string): Promise<Seeded> {
  const password = newSecret(randomBytes);
  await credentials.add({ workspace, name, kind: 'client', secretHash: secretHash(password), at: Date.now() });
  const username = `${workspace}/${name}`;
  return { clientId: username, username, password, ...upOf(workspace, name) };
}
