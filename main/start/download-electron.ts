import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from '../../contract/zod.ts';

const GIVE_UP_AFTER_MS = 15_000;
const REMEMBERED_MS = 24 * 60 * 60 * 1000;

export type Downloaded = Readonly<{ ok: true }> | Readonly<{ ok: false; why: string }>;
export type Download = () => Promise<Downloaded>;

export type DownloadOptions = Readonly<{
  version: string;
  /** Where a failure is remembered, so that a machine without the internet starts at once the next time. */
  memory: string;
  /** Fetches and installs the runtime; calls `onProgress` for every piece that arrives, and rejects when the signal aborts. */
  fetchRuntime: (onProgress: (percent: number) => void, signal: AbortSignal) => Promise<void>;
  now: () => number;
  print: (line: string) => void;
}>;

const Failure = z.object({ version: z.string(), failedAt: z.number() });

/** Downloads Electron with its progress shown, and gives up once no byte came for 15 s; a failure is not tried again for a day. */
export function downloadElectron(options: DownloadOptions): Download {
  const { version, memory, now, print } = options;
  return async () => {
    if (failedLately(memory, version, now())) {
      return { ok: false, why: `its download failed less than a day ago (remove ${memory} to try again now)` };
    }
    print(`Downloading Electron ${version} (once) ...`);
    try {
      await fetchUnlessStalled(options);
      return { ok: true };
    } catch (error) {
      mkdirSync(dirname(memory), { recursive: true });
      writeFileSync(memory, JSON.stringify({ version, failedAt: now() }));
      return { ok: false, why: `Electron could not be downloaded: ${reasonOf(error)}` };
    }
  };
}

async function fetchUnlessStalled({ fetchRuntime, print }: DownloadOptions): Promise<void> {
  const stalled = new AbortController();
  const giveUp = () => stalled.abort(new Error(`no byte for ${GIVE_UP_AFTER_MS / 1000} s`));
  let timer = setTimeout(giveUp, GIVE_UP_AFTER_MS);
  let shown = 0;
  try {
    await fetchRuntime((percent) => {
      clearTimeout(timer);
      timer = setTimeout(giveUp, GIVE_UP_AFTER_MS);
      const tenths = Math.floor(percent * 10);
      if (tenths > shown) print(`  ${tenths * 10} %`);
      shown = Math.max(shown, tenths);
    }, stalled.signal);
  } finally {
    clearTimeout(timer);
  }
}

function failedLately(memory: string, version: string, now: number): boolean {
  try {
    const failure = Failure.parse(JSON.parse(readFileSync(memory, 'utf8')));
    return failure.version === version && now - failure.failedAt < REMEMBERED_MS && now >= failure.failedAt;
  } catch {
    return false;
  }
}

/** `fetch failed` says nothing; its cause does. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
