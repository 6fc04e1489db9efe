import { join } from 'node:path';
import { readConfig } from '../../config.ts';
import { progressBar } from '../../progress-bar.ts';
import { fail, runStoreProgram } from '../../store-program.ts';
import { verifyStore } from './verify-store.ts';

/** 0: everything is as it was written. 1: it is not. 2: an expected failure, named. */
const exits = { whole: 0, damaged: 1 } as const;

/** `npm run verify`: checks the store that `TALKLENS_DATA_DIR` or `DATABASE_URL` names, beside a running server too. */
async function main(): Promise<number> {
  const { dataDir, databaseUrl } = readConfig(process.env, '');
  const path = join(dataDir, 'talklens.db');
  const result = await verifyStore(
    { path, databaseUrl },
    progressBar(process.stdout, () => performance.now()),
  );
  if (!result.ok) return fail(result.code);
  return result.value ? exits.whole : exits.damaged;
}

runStoreProgram(main);
