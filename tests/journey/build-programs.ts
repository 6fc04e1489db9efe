import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Once before the tests of real processes: what they start is what the sources say now, unless whoever runs several suites has just built it. */
export function setup(): void {
  if (process.env.TALKLENS_PROGRAMS === 'built') return;
  const root = join(import.meta.dirname, '../..');
  execFileSync(process.execPath, ['run.mjs', '--build-only'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
}
