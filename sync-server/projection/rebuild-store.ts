import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { ProgressBar } from '../progress-bar.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/port/store.ts';
import { type RebuildProgress, rebuild } from './rebuild.ts';

/** The file of a store, and the database that it is in where that is not a file. */
type Place = Readonly<{ path: string; databaseUrl?: string | undefined }>;

/**
 * Rebuilds every workspace of a store, and says how far it is and what was not as the log says. A file is refused with
 * `store.locked` while a server has it, and with `config.invalid` where there is none: none is made. In PostgreSQL it runs beside the
 * servers: it holds the feed lock of one workspace at a time, so that events are taken meanwhile, and folds and commands wait.
 */
export async function rebuildStore({ path, databaseUrl }: Place, bar: ProgressBar, signal?: AbortSignal): Promise<Result<undefined>> {
  if (databaseUrl === undefined && !existsSync(path)) return failed('config.invalid');
  const opened = await openStore({ path, databaseUrl }, { now: Date.now, randomUuid: randomUUID, randomBytes });
  if (!opened.ok) return opened;
  if (opened.value.shared) bar.say('servers may go on: events are taken, and what is folded or commanded waits until a workspace is done');
  try {
    for (const workspace of await opened.value.credentials.workspaces()) {
      await rebuildWorkspace(opened.value, workspace, bar, signal);
    }
    return ok(undefined);
  } finally {
    await opened.value.close();
  }
}

const units = { folding: 'facts', comparing: 'documents' } as const;

async function rebuildWorkspace(store: Store, workspace: string, bar: ProgressBar, signal: AbortSignal | undefined): Promise<void> {
  const progress = ({ doing, done, total }: RebuildProgress) => bar.show(`${workspace}: ${doing}`, units[doing], done, total);
  const { facts, written, removed, miscounted, differing } = await rebuild(store, workspace, { progress, ...(signal && { signal }) });
  for (const { collection, id } of differing) bar.say(`${workspace}: ${collection} ${id} was not what the log says`);
  for (const collection of miscounted) bar.say(`${workspace}: the digest of ${collection} was counted anew`);
  bar.say(`${workspace}: ${facts} facts folded, ${written} documents repaired, ${removed} removed`);
}
