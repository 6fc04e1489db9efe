import type { Page } from 'playwright-core';
import { gaugeHeap } from './heap.ts';
import type { Figures } from './part.ts';
import { reopen } from './part-reopen.ts';
import { profiled } from './profile.ts';
import { seedChanges } from './seed.ts';
import type { Shop } from './shop.ts';

const commands = 5_000;
const changes = 50_000;
const gaugeEveryMs = 250;

/** A desk that worked on without its server while the server went on without it, from the server's return until both are the same. */
export async function measureCatchUp(shop: Shop): Promise<Figures> {
  const browser = await shop.browser(await shop.filledProfile());
  const { page } = browser;
  await reopen(page, shop.server().httpUrl, shop.options.leads);
  await page.evaluate(() => window.replicaProbe.whenFrame(() => window.replicaProbe.status.connection === 'connected'));
  await shop.restarted(async () => {
    const tookMs = await page.evaluate(workOffline, commands);
    process.stderr.write(`catch-up: ${commands} commands were made in ${Math.round(tookMs)} ms\n`);
    await seedChanges(shop.dataDir, Math.min(changes, shop.options.leads));
  });
  const peak = await watchPeak(page);
  const ms = await profiled(page, shop.options.profile, 'catch-up', () => page.evaluate(catchUp));
  const peakMb = peak.stop();
  await browser.close();
  return { catchup_s_50k_changes_5k_commands: ms / 1_000, catchup_peak_heap_mb: peakMb };
}

/** Edits one lead after the other; resolves when all are stored and wait. Whole in itself, since it is sent there as text. */
async function workOffline(count: number): Promise<number> {
  const probe = window.replicaProbe;
  await probe.whenFrame(() => probe.status.connection === 'offline');
  const ids = await probe.firstIds(count);
  const startedAt = performance.now();
  await Promise.all(ids.map((id) => probe.call('patch', { kind: 'ids', ids: [id] }, [{ field: 'status', to: 'contacted' }])));
  await probe.whenFrame(() => probe.status.waiting === count);
  return performance.now() - startedAt;
}

/** Resolves when nothing waits to be sent and everything is pulled; whole in itself, since it is sent there as text. */
async function catchUp(): Promise<number> {
  const probe = window.replicaProbe;
  const startedAt = Date.now();
  void probe.call('syncNow');
  await probe.whenFrame(() => {
    const { connection, waiting, syncedAt = 0 } = probe.status;
    return connection === 'connected' && waiting === 0 && syncedAt > startedAt;
  });
  return Date.now() - startedAt;
}

/** Looks at the heap of page and worker together until stopped. */
async function watchPeak(page: Page): Promise<Readonly<{ stop: () => number }>> {
  const { nowMb } = await gaugeHeap(page);
  let peak = await nowMb();
  const timer = setInterval(() => {
    nowMb().then(
      (mb) => {
        peak = Math.max(peak, mb);
      },
      () => undefined, // the page is closing
    );
  }, gaugeEveryMs);
  return {
    stop: () => {
      clearInterval(timer);
      return peak;
    },
  };
}
