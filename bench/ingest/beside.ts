import { spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as elapsed } from 'node:timers/promises';
import { openSqliteStore } from '../../sync-server/store/sqlite/open-sqlite-store.ts';
import { stopped } from './child.ts';
import { measureEmbedded } from './measure-ours.ts';
import type { Ground } from './measured.ts';
import type { OurServer } from './our-server.ts';
import { quantile } from './quantile.ts';
import { fillRawStore, workspace } from './raw-store.ts';

// Figures that would disturb the rows, and so have a run of their own.

const pullEveryMs = 50;

/** Pulls 1,000 leads again and again while the server is under full load. */
export async function pullP99MsUnderLoad(ground: Ground): Promise<number> {
  const times: number[] = [];
  const pulling = async (server: OurServer, over: AbortSignal) => {
    while (!over.aborted) {
      const startedAt = performance.now();
      await server.pull();
      times.push(performance.now() - startedAt);
      await elapsed(pullEveryMs);
    }
  };
  await measureEmbedded(ground, pulling);
  return quantile(times, 0.99);
}

const straced = { events: 10_000, seconds: 10 };

export const straceIsThere = (): boolean => spawnSync('strace', ['-V']).status === 0;

/** fsync calls a commit of the store: less than one would be a commit that is not on the disk (I1). */
export async function fsyncsPerCommit(program: string, folder: string): Promise<number> {
  const calls = join(folder, 'calls');
  const store = join(folder, 'store');
  mkdirSync(store);
  const strace = ['strace', '-f', '-o', calls, '-e', 'trace=fsync,fdatasync'];
  const { child, filled } = await fillRawStore(program, { folder: store, ...straced }, strace);
  const ended = once(child, 'exit');
  child.stdin?.end();
  await ended;
  return (readFileSync(calls, 'utf8').match(/\b(fsync|fdatasync)\(/g)?.length ?? 0) / filled.commits;
}

const million = { events: 1_000_000, batch: 5_000 };

/** How long a store of a million events takes to open and to say where its fold is, after `kill -9`. */
export async function storeReopenMs(program: string, folder: string): Promise<number> {
  const { child } = await fillRawStore(program, { folder, ...million });
  await stopped(child, 'SIGKILL');
  const { ms, cursor } = await reopened(folder);
  if (cursor !== million.events) throw new Error(`the store came back at ${cursor}`);
  return ms;
}

/** Opens a store, asks it where its fold is, and closes it. */
export async function reopened(folder: string): Promise<Readonly<{ ms: number; cursor: number }>> {
  const startedAt = performance.now();
  const opened = await openSqliteStore({ path: join(folder, 'talklens.db'), now: Date.now, randomUuid: randomUUID, randomBytes });
  if (!opened.ok) throw new Error(opened.code);
  const cursor = await opened.value.feed.cursor(workspace);
  const ms = performance.now() - startedAt;
  await opened.value.close();
  return { ms, cursor };
}
