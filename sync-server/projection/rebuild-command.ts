import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../contract/result.ts';
import { readConfig, StartFailure } from '../config.ts';
import type { Store } from '../store/port/store.ts';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import { rebuild } from './rebuild.ts';

/** 0: the documents are what the log says, whatever had to be repaired. 2: an expected failure, named. 1: anything else. */
const exits = { done: 0, failed: 2 } as const;

const words: Readonly<Record<string, string>> = {
  'store.locked': 'another process has this store open: stop the server first',
  'store.newerSchema': 'a newer version of the program has written this store: use that one',
};

const say = (line: string) => process.stdout.write(`${line}\n`);

function fail(code: string, detail: string): number {
  process.stderr.write(`${code}: ${words[code] ?? detail}\n`);
  return exits.failed;
}

const openStore = (path: string): Promise<Result<Store>> =>
  openSqliteStore({ path, now: Date.now, randomUuid: randomUUID, randomBytes: (size) => randomBytes(size) });

async function rebuildAll(store: Store): Promise<void> {
  for (const workspace of await store.credentials.workspaces()) {
    const { facts, written, removed, differing } = await rebuild(store, workspace, (count) => say(`${workspace}: ${count} facts read`));
    for (const { collection, id } of differing) say(`${workspace}: ${collection} ${id} was not what the log says`);
    say(`${workspace}: ${facts} facts folded, ${written} documents repaired, ${removed} removed`);
  }
}

/** `npm run rebuild`: folds the log of a store that no server has open into its documents again. */
async function main(): Promise<number> {
  const path = join(readConfig(process.env, '').dataDir, 'talklens.db');
  if (!existsSync(path)) return fail('config.invalid', 'TALKLENS_DATA_DIR has no talklens.db');
  const opened = await openStore(path);
  if (!opened.ok) return fail(opened.code, path);
  try {
    await rebuildAll(opened.value);
    return exits.done;
  } finally {
    await opened.value.close();
  }
}

main()
  .catch((error: unknown) => {
    if (error instanceof StartFailure) return fail(error.code, error.detail);
    throw error;
  })
  .then((code) => {
    process.exitCode = code;
  });
