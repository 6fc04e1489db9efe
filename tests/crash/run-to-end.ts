import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs one of our built programs to its end and returns what it printed; throws where it fails. */
export async function runToEnd(program: string, env: Readonly<Record<string, string>>, args: readonly string[] = []): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--enable-source-maps', program, ...args], {
    env: { ...process.env, ...env },
  });
  return stdout;
}
