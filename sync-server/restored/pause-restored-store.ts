import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { failed, ok, type Result } from '../../contract/result.ts';
import { createCommands } from '../command/apply-commands.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/port/store.ts';
import { createWakeUps } from '../wake-ups/wake-ups.ts';
import { beginAnew } from './begin-anew.ts';
import { pauseOpen } from './pause-open.ts';

/** The file of a store, and the database that it is in where that is not a file. */
type Place = Readonly<{ path: string; databaseUrl?: string | undefined }>;

/**
 * Pauses what is open in every workspace of a store, says how much that is and lets desks know, while no server can send (I7). Refused with `store.locked` where
 * one has the store open, with `config.invalid` where there is none.
 */
export async function pauseRestoredStore({ path, databaseUrl }: Place, say: (line: string) => void): Promise<Result<undefined>> {
  if (databaseUrl === undefined && !existsSync(path)) return failed('config.invalid');
  const opened = await openStore({ path, databaseUrl }, { now: Date.now, randomUuid: randomUUID, randomBytes });
  if (!opened.ok) return opened;
  const store = opened.value;
  try {
    if (!store.shared) return ok(await pauseAll(store, say));
    say('looking for ten seconds whether a server is at work on this database');
    return await store.shared.senders.withoutSenders(() => pauseAll(store, say));
  } finally {
    await store.close();
  }
}

async function pauseAll(store: Store, say: (line: string) => void): Promise<undefined> {
  const commands = createCommands({ store, wakeUps: createWakeUps(), now: Date.now });
  for (const workspace of await store.credentials.workspaces()) {
    await beginAnew(store, workspace, randomUUID);
    const { dispatches, items } = await pauseOpen({ store, commands, now: Date.now }, workspace);
    say(`${workspace}: ${dispatches} dispatches with ${items} messages that have not ended are paused`);
  }
}
