import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAs } from '../../tests/postgres/run-as.ts';

/** Works in a folder of the run, which is gone afterwards; others run in folders of their own below it. */
export async function inFolder(work: (root: string) => Promise<void>): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'talklens-bench-'));
  chmodSync(root, 0o755);
  try {
    await work(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Whom the others run as, where we are root. */
export const unprivileged = () => runAs('nobody');

/** A folder that whoever the others run as may write in. */
export function folderFor(root: string, name: string): string {
  const folder = join(root, name);
  mkdirSync(folder);
  const owner = unprivileged();
  if (owner) chownSync(folder, owner.uid, owner.gid);
  return folder;
}
