import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs one of our built programs on a data folder and returns what it printed; throws where it fails. */
export async function runToEnd(program: string, dataDir: string, args: readonly string[] = []): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--enable-source-maps', program, ...args], {
    env: { ...process.env, TALKLENS_DATA_DIR: dataDir },
  });
  return stdout;
}
