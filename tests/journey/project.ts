import { join } from 'node:path';

/** The checkout, and what was built in it. */
export const projectRoot = join(import.meta.dirname, '../..');
export const builtProgram = (name: string): string => join(projectRoot, 'dist/node', `${name}.cjs`);
export const screenshotPath = (name: string): string => join(projectRoot, 'test-results', `${name}.png`);
