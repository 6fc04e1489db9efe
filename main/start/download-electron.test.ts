import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type DownloadOptions, downloadElectron } from './download-electron.ts';

const HOUR_MS = 3_600_000;
let folder: string;
let now: number;
let printed: string[];

beforeEach(() => {
  vi.useFakeTimers();
  folder = mkdtempSync(join(tmpdir(), 'download-electron-'));
  now = 1_790_000_000_000;
  printed = [];
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

const downloading = (fetchRuntime: DownloadOptions['fetchRuntime'], version = '45.4.1') =>
  downloadElectron({
    version,
    memory: join(folder, 'cache', 'failed.json'),
    fetchRuntime,
    now: () => now,
    print: (line) => printed.push(line),
  })();

const offline = () => Promise.reject(new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND') }));
const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

test('given pieces that keep coming, shows how far it is and has it', async () => {
  const result = await downloading(async (onProgress) => {
    for (const percent of [0.04, 0.31, 0.32, 1]) onProgress(percent);
  });

  expect(result).toEqual({ ok: true });
  expect(printed).toEqual(['Downloading Electron 45.4.1 (once) ...', '  30 %', '  100 %']);
});

test('given no byte for 15 s, gives up; a piece starts the 15 s anew', async () => {
  const result = downloading(async (onProgress, signal) => {
    setTimeout(() => onProgress(0.1), 10_000);
    await untilAborted(signal);
  });
  let settled = false;
  void result.then(() => {
    settled = true;
  });

  await vi.advanceTimersByTimeAsync(24_999);
  const early = settled;
  await vi.advanceTimersByTimeAsync(1);

  expect(early).toBe(false);
  expect(await result).toEqual({ ok: false, why: 'Electron could not be downloaded: no byte for 15 s' });
});

test('given a failure, is not tried again for a day, for this version', async () => {
  const failed = await downloading(offline);
  const retry = vi.fn(async () => {});
  now += 23 * HOUR_MS;
  const within = await downloading(retry);
  const otherVersion = await downloading(retry, '46.0.0');
  now += HOUR_MS;
  const nextDay = await downloading(retry);

  expect(failed).toEqual({ ok: false, why: 'Electron could not be downloaded: getaddrinfo ENOTFOUND' });
  expect(within).toMatchObject({ ok: false, why: expect.stringContaining('less than a day ago') });
  expect([otherVersion, nextDay]).toEqual([{ ok: true }, { ok: true }]);
  expect(retry).toHaveBeenCalledTimes(2);
});
