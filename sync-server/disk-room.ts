import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Room for a commit and for the log line that says why the next one failed. */
const needed = Buffer.alloc(65_536);
const ownerOnly = 0o600;

/**
 * Rejects where nothing more can be written to the folder's disk: it is full, read-only, or failing. Writes and syncs a small file and
 * removes it, since a transaction without a change never reaches the disk. Calls that come meanwhile share one check.
 */
export function diskRoom(folder: string): () => Promise<void> {
  const path = join(folder, 'room.tmp');
  let checking: Promise<void> | undefined;
  return () => {
    checking ??= check(path).finally(() => {
      checking = undefined;
    });
    return checking;
  };
}

async function check(path: string): Promise<void> {
  const file = await open(path, 'w', ownerOnly);
  try {
    await file.writeFile(needed);
    await file.sync();
  } finally {
    await file.close();
    await rm(path, { force: true });
  }
}
