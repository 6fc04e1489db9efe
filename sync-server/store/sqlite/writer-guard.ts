import { DatabaseSync } from '@photostructure/sqlite';
import { createForOwner } from './database.ts';

/** Of the one process that may write. */
export type WriterGuard = Readonly<{ release(): void }>;

/**
 * Makes this process the only writer of the database at `path`, or says `undefined` if another one is. The guard is an
 * exclusive transaction on a file of its own, held open: the operating system lets go of it however the process ends,
 * `kill -9` included, and readers of the database itself are not shut out.
 */
export function holdWriterGuard(path: string): WriterGuard | undefined {
  const guardPath = `${path}.lock`;
  createForOwner(guardPath);
  const guard = new DatabaseSync(guardPath, { timeout: 0 });
  try {
    guard.exec('BEGIN EXCLUSIVE');
    return { release: () => guard.close() };
  } catch (cause) {
    guard.close();
    if (isBusy(cause)) return undefined;
    throw cause;
  }
}

/** SQLITE_BUSY */
const BUSY = 5;
const isBusy = (cause: unknown): boolean => cause instanceof Error && (cause as Error & { errcode?: number }).errcode === BUSY;
