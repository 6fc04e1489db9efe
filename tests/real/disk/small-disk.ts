import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, truncateSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Of a file system in memory. */
const blockBytes = 4_096;

const user = process.getuid?.() ?? 0;

/** Mounting needs it; who is not root may have `sudo` without a password. */
function asRoot(...command: readonly string[]) {
  const [program = '', ...args] = user === 0 ? command : ['sudo', '-n', ...command];
  return spawnSync(program, args, { stdio: 'ignore' });
}

/** A file system of its own, in memory, that can be filled to the last block. */
export type SmallDisk = Readonly<{
  folder: string;
  /** Takes what room there is. */
  fill: () => void;
  /** Gives the room back. */
  free: () => void;
  dispose: () => void;
}>;

/** Why the tests of a full disk do not run here; a failure in CI, where it has to be possible. */
export function cannotMount(): boolean {
  const disk = tryMount(1);
  disk?.dispose();
  if (disk) return false;
  if (process.env.CI === 'true') throw new Error('a file system in memory cannot be mounted: run as root, or with sudo');
  console.warn('a file system in memory cannot be mounted without root: the tests of a full disk are skipped');
  return true;
}

export function mountSmallDisk(megabytes: number): SmallDisk {
  const disk = tryMount(megabytes);
  if (!disk) throw new Error('a file system in memory cannot be mounted');
  return disk;
}

function tryMount(megabytes: number): SmallDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'talklens-disk-'));
  const options = `size=${megabytes}m,mode=700,uid=${user}`;
  const { status } = asRoot('mount', '-t', 'tmpfs', '-o', options, 'talklens-test', folder);
  if (status !== 0) {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  const filler = join(folder, 'filler');
  return {
    folder,
    fill: () => fill(filler),
    free: () => truncateSync(filler),
    dispose: () => {
      asRoot('umount', '--lazy', folder);
      rmSync(folder, { recursive: true });
    },
  };
}

/** Block after block until there is none: others write meanwhile. */
function fill(filler: string): void {
  const file = openSync(filler, 'a');
  const block = Buffer.alloc(blockBytes);
  try {
    while (writeSync(file, block) > 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(file);
  }
}
