import { cpuUsOf } from '../ingest/proc.ts';
import { median } from '../ingest/quantile.ts';
import { noon, openBenchShop, recipientsOfOne } from './bench-shop.ts';

const laterDispatches = 10;
const dispatches = 20;
const msPerS = 1_000;
const usPerMs = 1_000;
const hourMs = 3_600_000;

/**
 * How long the server takes to queue a request of 500, every permit asked; and from the first request of 10,000 items in all through the sandbox until the
 * last of them is delivered, which the sandbox tells a second and a half after it took it. Beside it the processor time that the server spends on an item.
 */
export async function measureSandbox(): Promise<Readonly<Record<string, number>>> {
  const shop = await openBenchShop((laterDispatches + dispatches) * recipientsOfOne);
  const cpuMs = () => (cpuUsOf(shop.server.pid) ?? Number.NaN) / usPerMs;
  try {
    const queued: number[] = [];
    const later = { sendAt: noon + hourMs, expiresAt: noon + 2 * hourMs };
    for (let part = 0; part < laterDispatches; part += 1) queued.push(await shop.request(part, later));
    const [startedAt, cpuBefore] = [performance.now(), cpuMs()];
    for (let part = 0; part < dispatches; part += 1) await shop.request(laterDispatches + part);
    const items = dispatches * recipientsOfOne;
    await shop.until('delivered', items);
    const ms = performance.now() - startedAt;
    return {
      server_queues_500_ms: median(queued),
      items_per_s_sandbox: (items * msPerS) / ms,
      sandbox_item_cpu_ms: (cpuMs() - cpuBefore) / items,
    };
  } finally {
    await shop.close();
  }
}
