import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { progressBar } from '../progress-bar.ts';
import { fail, runStoreProgram } from '../store-program.ts';
import { rebuildStore } from './rebuild-store.ts';

/** 0: the documents are what the log says, whatever had to be repaired. 2: an expected failure, named. 130: Ctrl-C. 1: anything else. */
const exits = { done: 0, interrupted: 130 } as const;

/** `npm run rebuild`: folds the log of the store that `TALKLENS_DATA_DIR` or `DATABASE_URL` names into its documents again. */
async function main(): Promise<number> {
  const { dataDir, databaseUrl } = readConfig(process.env, '');
  const path = join(dataDir, 'talklens.db');
  const bar = progressBar(process.stdout, () => performance.now());
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());
  const result = await rebuildStore({ path, databaseUrl }, bar, interrupted.signal).catch((error: unknown) => {
    if (error !== interrupted.signal.reason) throw error;
    bar.say('stopped: the workspace that was being rebuilt is as it was');
    return undefined;
  });
  if (!result) return exits.interrupted;
  return result.ok ? exits.done : fail(result.code);
}

runStoreProgram(main);
