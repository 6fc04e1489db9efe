import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Download } from './download-electron.ts';

export type FoundElectron = Readonly<{ ok: true; executable: string }> | Readonly<{ ok: false; why: string }>;

export type Surroundings = Readonly<{
  env: Readonly<Record<string, string | undefined>>;
  platform: NodeJS.Platform;
  /** The npm package `electron`, whose `dist` holds the runtime once it was downloaded. */
  packageDir: string;
  download: Download;
}>;

/**
 * Finds something that can show the desktop app: the runtime that `ELECTRON_OVERRIDE_DIST_PATH` names, the one downloaded before,
 * one downloaded now; otherwise says why there is none, in words that tell what to do about it.
 */
export async function findElectron({ env, platform, packageDir, download }: Surroundings): Promise<FoundElectron> {
  if (!hasDisplay(platform, env)) return { ok: false, why: 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)' };
  const named = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (named) {
    const executable = join(named, executableIn(platform));
    return existsSync(executable)
      ? { ok: true, executable }
      : { ok: false, why: `ELECTRON_OVERRIDE_DIST_PATH holds no ${executableIn(platform)}` };
  }
  const installed = join(packageDir, 'dist', executableIn(platform));
  if (isWhole(packageDir) && existsSync(installed)) return { ok: true, executable: installed };
  const downloaded = await download();
  return downloaded.ok ? { ok: true, executable: installed } : downloaded;
}

export function hasDisplay(platform: NodeJS.Platform, env: Surroundings['env']): boolean {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

export function executableIn(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return platform === 'win32' ? 'electron.exe' : 'electron';
}

/** The package writes `path.txt` last: a `dist` without it was cut short. */
function isWhole(packageDir: string): boolean {
  const pathFile = join(packageDir, 'path.txt');
  return existsSync(pathFile) && readFileSync(pathFile, 'utf8').length > 0;
}
