import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Worker } from 'node:worker_threads';
import type { Store } from '../store/port/store.ts';
import { openThreadedStore } from '../store/threaded/open-threaded-store.ts';
import { startWriterThread } from '../writer-thread.ts';
import { bundleProgram } from './bundle-program.ts';

const project = resolve(import.meta.dirname, '../..');

/** Bundles the writing thread into a folder below the project, where it finds the native module; says its file. */
export async function buildWriter(): Promise<Readonly<{ file: string; remove(): Promise<void> }>> {
  const folder = await mkdtemp(join(project, 'node_modules/.talklens-writer-'));
  await bundleProgram(join(import.meta.dirname, 'writer-program.ts'), folder, 'writer.cjs');
  return { file: join(folder, 'writer.cjs'), remove: () => rm(folder, { recursive: true }) };
}

/** A folder of one test. */
export const threadedFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'talklens-threaded-'));

export type Threaded = Readonly<{ store: Store; thread: Worker; deaths: readonly Error[] }>;

/** A store on `folder`, its writer in a thread whose clock stands at `someTime`. */
export async function openThreaded(file: string, folder: string): Promise<Threaded> {
  const path = join(folder, 'talklens.db');
  const thread = startWriterThread(file, { path, logLevel: 'silent' });
  const deaths: Error[] = [];
  const opened = await openThreadedStore({ path, thread, died: (cause) => deaths.push(cause) });
  if (!opened.ok) throw new Error(opened.code);
  return { store: opened.value, thread, deaths };
}
