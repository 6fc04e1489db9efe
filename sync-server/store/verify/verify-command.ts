import { join } from 'node:path';
import type { FailureCode } from '../../../contract/failure.ts';
import { readConfig, StartFailure } from '../../config.ts';
import { progressBar } from '../../progress-bar.ts';
import { isStoreFailure } from '../../store-failure.ts';
import { verifyStore } from './verify-store.ts';

/** 0: everything is as it was written. 1: it is not. 2: an expected failure, named. */
const exits = { whole: 0, damaged: 1, failed: 2 } as const;

const words: Readonly<Partial<Record<FailureCode, string>>> = {
  'store.newerSchema': 'a newer version of the program has written this store; use that one',
  'config.invalid': 'there is no store in TALKLENS_DATA_DIR',
};

function fail(code: FailureCode, detail: string): number {
  process.stderr.write(`${code}: ${detail}\n`);
  return exits.failed;
}

/** `npm run verify`: checks the store that `TALKLENS_DATA_DIR` or `DATABASE_URL` names, beside a running server too. */
async function main(): Promise<number> {
  const { dataDir, databaseUrl } = readConfig(process.env, '');
  const path = join(dataDir, 'talklens.db');
  const result = await verifyStore(
    { path, databaseUrl },
    progressBar(process.stdout, () => performance.now()),
  );
  if (!result.ok) return fail(result.code, words[result.code] ?? path);
  return result.value ? exits.whole : exits.damaged;
}

main()
  .catch((error: unknown) => {
    if (error instanceof StartFailure) return fail(error.code, error.detail);
    if (isStoreFailure(error)) return fail('server.storeFailed', error instanceof Error ? error.message : '');
    throw error;
  })
  .then((code) => {
    process.exitCode = code;
  });
