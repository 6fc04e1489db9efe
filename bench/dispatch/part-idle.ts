import { elapsed } from '../../tests/simulate/pace.ts';
import { cpuUsOf, peakRssMb } from '../ingest/proc.ts';
import { noon, openBenchShop, recipientsOfOne } from './bench-shop.ts';

const items = 100_000;
const settleMs = 8_000;
const watchedMs = 60_000;
const usPerMs = 1_000;
const percent = 100;
const dayMs = 86_400_000;

/** What a server does while 100,000 items wait for tomorrow, in percent of one core, and the most memory that it held until then. */
export async function measureIdle(): Promise<Readonly<Record<string, number>>> {
  const shop = await openBenchShop(items);
  try {
    const startedAt = performance.now();
    const tomorrow = { sendAt: noon + dayMs, expiresAt: noon + 2 * dayMs };
    for (let part = 0; part < items / recipientsOfOne; part += 1) await shop.request(part, tomorrow);
    const seconds = (performance.now() - startedAt) / 1_000;
    await elapsed(settleMs);
    const before = cpuUsOf(shop.server.pid) ?? Number.NaN;
    await elapsed(watchedMs);
    const used = (cpuUsOf(shop.server.pid) ?? Number.NaN) - before;
    return {
      idle_cpu_pct: (used / (watchedMs * usPerMs)) * percent,
      idle_peak_rss_mb: peakRssMb(shop.server.pid) ?? Number.NaN,
      requests_100k_s: seconds,
    };
  } finally {
    await shop.close();
  }
}
