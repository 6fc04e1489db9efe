import type { FailureCode } from '../contract/failure.ts';
import { StartFailure } from './config.ts';
import { isDamage, isStoreFailure } from './store-failure.ts';

/** The exit code of an expected failure, which is named on standard error. */
const failedExit = 2;

/** What each failure means to somebody at a command line who has a store before them. */
const words: Readonly<Partial<Record<FailureCode, string>>> = {
  'store.locked': 'a server has this store open; stop it first',
  'store.newerSchema': 'a newer version of the program has written this store; use that one',
  'store.damaged': 'something in the store is not what was written; npm run verify says where',
  'config.invalid': 'there is no store in TALKLENS_DATA_DIR',
};

/** Names an expected failure, with its usual words unless there are better ones, and answers the exit code. */
export function fail(code: FailureCode, detail = words[code] ?? ''): number {
  process.stderr.write(`${code}: ${detail}\n`);
  return failedExit;
}

/** Runs a program over a store to its end; `main` answers the exit code. */
export function runStoreProgram(main: () => Promise<number>): void {
  main()
    .catch((error: unknown) => {
      if (error instanceof StartFailure) return fail(error.code, error.detail);
      if (isDamage(error)) return fail('store.damaged');
      if (isStoreFailure(error)) return fail('server.storeFailed', error instanceof Error ? error.message : '');
      throw error;
    })
    .then((code) => {
      process.exitCode = code;
    });
}
