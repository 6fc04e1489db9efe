import { expect } from 'vitest';
import { runOperatorCommand } from '../credentials/operator-command.ts';
import type { TestServer } from './run-server.ts';

type Program = 'client' | 'member' | 'workspace';

/** Runs one of our programs beside the server; it must succeed. Answers what it printed, if anything. */
export async function operate({ dataDir }: TestServer, program: Program, ...args: string[]): Promise<Record<string, string>> {
  const printed: string[] = [];
  const exitCode = await runOperatorCommand({
    program,
    args,
    env: { TALKLENS_DATA_DIR: dataDir },
    print: (line) => printed.push(line),
    complain: (words) => expect.unreachable(words),
  });
  expect(exitCode).toBe(0);
  return JSON.parse(printed[0] ?? '{}');
}
