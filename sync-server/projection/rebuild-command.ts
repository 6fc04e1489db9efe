import { join } from 'node:path';
import type { FailureCode } from '../../contract/failure.ts';
import { readConfig, StartFailure } from '../config.ts';
import { progressBar } from '../progress-bar.ts';
import { isDamage, isStoreFailure } from '../store-failure.ts';
import { rebuildStore } from './rebuild-store.ts';

/** 0: the documents are what the log says, whatever had to be repaired. 2: an expected failure, named. 130: Ctrl-C. 1: anything else. */
const exits = { done: 0, failed: 2, interrupted: 130 } as const;

const words: Readonly<Partial<Record<FailureCode, string>>> = {
  'store.locked': 'a server has this store open; stop it first',
  'store.newerSchema': 'a newer version of the program has written this store; use that one',
  'store.damaged': 'something in the log is not what was written; npm run verify says where',
  'config.invalid': 'there is no store in TALKLENS_DATA_DIR',
};

function fail(code: FailureCode, detail: string): number {
  process.stderr.write(`${code}: ${detail}\n`);
  return exits.failed;
}

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
  return result.ok ? exits.done : fail(result.code, words[result.code] ?? path);
}

main()
  .catch((error: unknown) => {
    if (error instanceof StartFailure) return fail(error.code, error.detail);
    if (isDamage(error)) return fail('store.damaged', words['store.damaged'] ?? '');
    if (isStoreFailure(error)) return fail('server.storeFailed', error instanceof Error ? error.message : '');
    throw error;
  })
  .then((code) => {
    process.exitCode = code;
  });
