import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** A program of ours as it is shipped; the project's global setup has built it. */
export const program = (name: 'server' | 'simulate' | 'crash' | 'fuzz' | 'rebuild' | 'verify' | 'client' | 'member' | 'workspace') =>
  join(root, 'dist/node', `${name}.cjs`);

/** Where a file of the project is. */
export const projectFile = (path: string) => join(root, path);
