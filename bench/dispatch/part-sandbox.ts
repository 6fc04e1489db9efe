import { median } from '../ingest/quantile.ts';
import { noon, openBenchShop, recipientsOfOne } from './bench-shop.ts';

const dispatches = 10;
const msPerS = 1_000;
const hourMs = 3_600_000;

/** From a request of 500 to the answer that it is queued, every permit asked; and from there through the sandbox until the last is delivered or taken. */
export async function measureSandbox(): Promise<Readonly<{ compose_to_queue_ms: number; items_per_s_sandbox: number }>> {
  const shop = await openBenchShop(2 * dispatches * recipientsOfOne);
  try {
    const queued: number[] = [];
    const later = { sendAt: noon + hourMs, expiresAt: noon + 2 * hourMs };
    for (let part = 0; part < dispatches; part += 1) queued.push(await shop.request(part, later));
    const startedAt = performance.now();
    for (let part = dispatches; part < 2 * dispatches; part += 1) await shop.request(part);
    const items = dispatches * recipientsOfOne;
    await shop.until('delivered', items);
    return { compose_to_queue_ms: median(queued), items_per_s_sandbox: (items * msPerS) / (performance.now() - startedAt) };
  } finally {
    await shop.close();
  }
}
