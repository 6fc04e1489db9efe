import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findElectron } from './find-electron.ts';

let packageDir: string;
const display = { DISPLAY: ':1' };
const download = vi.fn(async () => ({ ok: false, why: 'no internet' }) as const);

beforeEach(() => {
  packageDir = mkdtempSync(join(tmpdir(), 'find-electron-'));
  download.mockClear();
});
afterEach(() => rmSync(packageDir, { recursive: true }));

function runtimeIn(folder: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'electron'), '');
  return folder;
}

test('given no display on Linux, does not even try to download', async () => {
  const found = await findElectron({ env: {}, platform: 'linux', packageDir, download });

  expect(found).toMatchObject({ ok: false, why: expect.stringContaining('no display') });
  expect(download).not.toHaveBeenCalled();
});

test('given a named runtime and a downloaded one, takes the named one', async () => {
  const named = runtimeIn(join(packageDir, 'named'));
  runtimeIn(join(packageDir, 'dist'));
  writeFileSync(join(packageDir, 'path.txt'), 'electron');

  const found = await findElectron({ env: { ...display, ELECTRON_OVERRIDE_DIST_PATH: named }, platform: 'linux', packageDir, download });

  expect(found).toEqual({ ok: true, executable: join(named, 'electron') });
});

test('given a runtime that was downloaded whole, takes it', async () => {
  runtimeIn(join(packageDir, 'dist'));
  writeFileSync(join(packageDir, 'path.txt'), 'electron');

  const found = await findElectron({ env: display, platform: 'linux', packageDir, download });

  expect(found).toEqual({ ok: true, executable: join(packageDir, 'dist', 'electron') });
});

test('given a download that was cut short, downloads it again', async () => {
  runtimeIn(join(packageDir, 'dist'));

  const found = await findElectron({ env: display, platform: 'linux', packageDir, download });

  expect(download).toHaveBeenCalledOnce();
  expect(found).toEqual({ ok: false, why: 'no internet' });
});

test('given an override that holds no Electron, says which variable is wrong', async () => {
  const found = await findElectron({
    env: { ...display, ELECTRON_OVERRIDE_DIST_PATH: packageDir },
    platform: 'linux',
    packageDir,
    download,
  });

  expect(found).toMatchObject({ ok: false, why: expect.stringContaining('ELECTRON_OVERRIDE_DIST_PATH') });
});
