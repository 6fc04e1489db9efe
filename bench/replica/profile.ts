import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openRealms } from './realms.ts';

/** Leaves CPU profiles of the page and its worker in a folder, from the worker's start until the work is done; only does it where there is none. */
export async function profiled<T>(page: Page, folder: string | undefined, name: string, work: () => Promise<T>): Promise<T> {
  if (folder === undefined) return work();
  const realms = await openRealms(page);
  const started = realms.worker().then(async (worker) => {
    for (const ask of [realms.page, worker]) {
      await ask('Profiler.enable');
      await ask('Profiler.start');
    }
    return worker;
  });
  const done = await work();
  mkdirSync(folder, { recursive: true });
  for (const [realm, ask] of [['page', realms.page] as const, ['worker', await started] as const]) {
    const { profile } = (await ask('Profiler.stop')) as { profile: object };
    writeFileSync(join(folder, `${name}-${realm}.cpuprofile`), JSON.stringify(profile));
  }
  return done;
}
