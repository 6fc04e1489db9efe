import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A program of ours as it is shipped. */
export const program = (name: 'server' | 'simulate' | 'crash' | 'rebuild' | 'client' | 'member') => `${root}dist/node/${name}.cjs`;

/** Builds what is stale; in a second where nothing is. */
export function buildPrograms(): void {
  execFileSync(process.execPath, ['run.mjs', '--build-only'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** The text of a file of the project. */
export const projectFile = (path: string) => `${root}${path}`;
