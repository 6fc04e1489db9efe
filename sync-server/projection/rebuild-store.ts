import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { Store } from '../store/port/store.ts';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import { rebuild } from './rebuild.ts';

/**
 * Rebuilds every workspace of the store in a file, and says line by line how far it is and what was not as the log says.
 * Refused with `store.locked` while a server has it, and with `config.invalid` where there is no store: none is made.
 */
export async function rebuildStore(path: string, say: (line: string) => void): Promise<Result<undefined>> {
  if (!existsSync(path)) return failed('config.invalid');
  const options = { path, now: Date.now, randomUuid: randomUUID, randomBytes: (size: number) => randomBytes(size) };
  const opened = await openSqliteStore(options);
  if (!opened.ok) return opened;
  try {
    for (const workspace of await opened.value.credentials.workspaces()) {
      await rebuildWorkspace(opened.value, workspace, (line) => say(`${workspace}: ${line}`));
    }
    return ok(undefined);
  } finally {
    await opened.value.close();
  }
}

async function rebuildWorkspace(store: Store, workspace: string, say: (line: string) => void): Promise<void> {
  const { facts, written, removed, differing } = await rebuild(store, workspace, (count) => say(`${count} facts read`));
  for (const { collection, id } of differing) say(`${collection} ${id} was not what the log says`);
  say(`${facts} facts folded, ${written} documents repaired, ${removed} removed`);
}
