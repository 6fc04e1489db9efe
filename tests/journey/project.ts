import { join } from 'node:path';

/** Those that tests start; global setup has built them. */
export type Program =
  | ('server' | 'start' | 'simulate' | 'crash' | 'torture' | 'doomed-sender' | 'fuzz' | 'rebuild' | 'restored' | 'verify' | 'audit-verify')
  | ('client' | 'member' | 'workspace');

/** The checkout, and what was built in it. */
export const projectRoot = join(import.meta.dirname, '../..');
export const builtProgram = (name: Program): string => join(projectRoot, 'dist/node', `${name}.cjs`);
export const screenshotPath = (name: string): string => join(projectRoot, 'test-results', `${name}.png`);
