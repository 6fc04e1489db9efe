import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ulid } from 'ulid';
import type { InspectedPacket, QuarantinePage, QuarantineQuery } from '../../contract/quarantine.ts';
import type { Result } from '../../contract/result.ts';
import { createRelease } from '../command/release-packet.ts';
import type { Config } from '../config.ts';
import { ownerName } from '../credentials/operation.ts';
import { type Answer, createQuarantine } from '../http/quarantine.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/port/store.ts';
import { createWakeUps } from '../wake-ups/wake-ups.ts';
import { askServer } from './ask-server.ts';

/** One workspace's quarantine, as its owner. */
export type Reached = Readonly<{
  list(query: QuarantineQuery): Promise<QuarantinePage>;
  inspect(packetId: string): Promise<InspectedPacket | undefined>;
  replay(packetId: string, corrected?: Uint8Array): Promise<Answer>;
  discard(packetId: string): Promise<Answer>;
  close(): Promise<void>;
}>;

export type Reach = Readonly<{ ok: true; value: Reached }> | Readonly<{ ok: false; code: string }>;

/**
 * Where the data is: PostgreSQL is shared, and its servers find what was changed within a second; a file that a server has open is
 * locked, and that server is asked; where none has, it is opened here.
 */
export async function reachQuarantine(config: Config, workspace: string): Promise<Reach> {
  const { dataDir, databaseUrl } = config;
  const path = join(dataDir, 'talklens.db');
  if (databaseUrl === undefined && !existsSync(path)) return { ok: false, code: 'noData' };
  const opened = await opening(path, databaseUrl);
  if (opened.ok) return inStore(opened.value, workspace);
  return opened.code === 'store.locked' ? askServer(config, workspace) : opened;
}

async function opening(path: string, databaseUrl: string | undefined): Promise<Result<Store>> {
  try {
    return await openStore({ path, databaseUrl }, { now: Date.now, randomUuid: randomUUID, randomBytes });
  } catch (error) {
    if (databaseUrl === undefined) throw error;
    return { ok: false, code: 'server.storeFailed' };
  }
}

async function inStore(store: Store, workspace: string): Promise<Reach> {
  if (!(await store.credentials.workspaces()).includes(workspace)) {
    await store.close();
    return { ok: false, code: 'noWorkspace' };
  }
  const release = createRelease({ store, wakeUps: createWakeUps(), now: Date.now, newId: ulid });
  const quarantine = createQuarantine({ store, release });
  const owner = { workspace, member: ownerName };
  return {
    ok: true,
    value: {
      list: (query) => quarantine.list(workspace, query),
      inspect: (packetId) => quarantine.inspect(workspace, packetId),
      replay: (packetId, corrected) => quarantine.replay(owner, packetId, corrected),
      discard: (packetId) => quarantine.discard(owner, packetId),
      close: () => store.close(),
    },
  };
}
