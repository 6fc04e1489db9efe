import '../old-node.ts';
import { join } from 'node:path';
import type { FailureCode } from '../../contract/failure.ts';
import { readConfig, StartFailure } from '../config.ts';
import { isDamage, isStoreFailure } from '../store-failure.ts';
import { pauseRestoredStore } from './pause-restored-store.ts';

/** 0: whatever was open is paused. 2: an expected failure, named. */
const exits = { done: 0, failed: 2 } as const;

const words: Readonly<Partial<Record<FailureCode, string>>> = {
  'store.locked': 'a server has this store open; stop it first',
  'store.newerSchema': 'a newer version of the program has written this store; use that one',
  'store.damaged': 'something in the store is not what was written; npm run verify says where',
  'config.invalid': 'there is no store in TALKLENS_DATA_DIR',
};

function fail(code: FailureCode, detail: string): number {
  process.stderr.write(`${code}: ${detail}\n`);
  return exits.failed;
}

/** `npm run restored`: after a backup was put back, before the server starts. */
async function main(): Promise<number> {
  const { dataDir, databaseUrl } = readConfig(process.env, '');
  const path = join(dataDir, 'talklens.db');
  const result = await pauseRestoredStore({ path, databaseUrl }, (line) => process.stdout.write(`${line}\n`));
  if (!result.ok) return fail(result.code, words[result.code] ?? path);
  process.stdout.write('Look at your provider for what left after the backup, then resume or cancel each on the desk.\n');
  return exits.done;
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
