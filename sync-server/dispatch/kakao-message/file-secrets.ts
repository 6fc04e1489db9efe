import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256Hex } from '../../sha-256.ts';
import type { Secrets } from '../../store/port/secrets.ts';

/** Of a server that has its store for itself: files of their own, which only the server's user may read, replaced whole. */
export function fileSecrets(folder: string): Secrets {
  const changing = new Map<string, Promise<void>>();
  const pathOf = (key: string) => join(folder, `${sha256Hex(key)}.json`);

  async function changeNow(key: string, work: Parameters<Secrets['change']>[1]): Promise<void> {
    const path = pathOf(key);
    const was = readIfThere(path);
    const is = await work(was);
    if (is === was) return;
    if (is === undefined) return rmSync(path, { force: true });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(`${path}.new`, is, { mode: 0o600, flush: true });
    renameSync(`${path}.new`, path);
  }

  return {
    read: async (key) => readIfThere(pathOf(key)),
    change(key, work) {
      const before = changing.get(key) ?? Promise.resolve();
      const changed = before.catch(() => undefined).then(() => changeNow(key, work));
      changing.set(key, changed);
      return changed.finally(() => changing.get(key) === changed && changing.delete(key));
    },
  };
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
