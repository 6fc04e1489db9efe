import '../old-node.ts';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { fail, runStoreProgram } from '../store-program.ts';
import { pauseRestoredStore } from './pause-restored-store.ts';

/** `npm run restored`: after a backup was put back, before the server starts. 0: whatever was open is paused. 2: an expected failure, named. */
async function main(): Promise<number> {
  const { dataDir, databaseUrl } = readConfig(process.env, '');
  const path = join(dataDir, 'talklens.db');
  const result = await pauseRestoredStore({ path, databaseUrl }, (line) => process.stdout.write(`${line}\n`));
  if (!result.ok) return fail(result.code);
  process.stdout.write('Look at your provider for what left after the backup, then resume or cancel each on the desk.\n');
  return 0;
}

runStoreProgram(main);
