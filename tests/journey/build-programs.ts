import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Once before the tests of real processes: what they start is what the sources say now. */
export function setup(): void {
  const root = join(import.meta.dirname, '../..');
  execFileSync(process.execPath, ['run.mjs', '--build-only'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
}
