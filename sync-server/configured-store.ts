import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, StartFailure } from './config.ts';
import { diskRoom } from './disk-room.ts';
import { type LedgerFile, openLedger } from './dispatch/sandbox/ledger.ts';
import type { ServerPorts } from './ports.ts';
import type { Store } from './store/port/store.ts';

/** The store that the configuration names, in its folder, which is made for its owner alone. Throws a `StartFailure` for what can be put right. */
export async function openConfiguredStore({ dataDir, databaseUrl }: Config, { openStore }: Pick<ServerPorts, 'openStore'>): Promise<Store> {
  makeFolder(dataDir);
  const opened = await openStore(join(dataDir, 'talklens.db'));
  if (opened.ok) return opened.value;
  throw new StartFailure(opened.code, databaseUrl === undefined ? 'TALKLENS_DATA_DIR' : 'DATABASE_URL');
}

/** What the phones of the sandbox show, of a server that has its store for itself. */
export const openOwnLedger = ({ dataDir }: Config): LedgerFile => openLedger(join(dataDir, 'sandbox-ledger.db'));

/** Whether the store can be written to. The file's own disk is asked too: a transaction without a change never reaches it. */
export function storeCheck({ dataDir, databaseUrl, workspace }: Config, { transaction }: Store['feed']): () => Promise<void> {
  const room = databaseUrl === undefined ? diskRoom(dataDir) : async () => undefined;
  return async () => {
    await room();
    await transaction(workspace, async () => undefined);
  };
}

function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StartFailure('config.invalid', 'TALKLENS_DATA_DIR', error);
  }
}
