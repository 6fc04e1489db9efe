import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aQuestion } from '../../contract/testing/build-event.ts';
import { openLog } from '../log.ts';
import { createMetrics } from '../metrics.ts';
import { watchStore } from '../store-watch.ts';
import { openShop, type Shop, waitingFor, workspace } from '../testing/open-shop.ts';
import { startProjector } from './projector.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

const events = 40;
const damagedPosition = 31;

/** A server ended before it folded what it had; then one byte of the log changes, and the store is opened again. */
async function reopenAfter(statement: string): Promise<void> {
  await shop.store.close();
  const database = new DatabaseSync(join(shop.folder, 'talklens.db'));
  database.exec(statement);
  database.close();
  shop = await openShop(shop.folder);
}

const inTheRow = `UPDATE fact SET body = replace(body, '001', '002') WHERE position = ${damagedPosition}`;
const inThePersonalPart = `UPDATE personal SET sealed = CAST(replace(CAST(sealed AS TEXT), 'message', 'massage') AS BLOB) WHERE position = ${damagedPosition}`;

test.each([inTheRow, inThePersonalPart])(
  'given %s, everything before it is folded and it is not, and that is known (I2)',
  async (statement) => {
    const metrics = createMetrics({ places: async () => 0, seconds: async () => 0 });
    const lines: string[] = [];
    const log = openLog('error', { write: (line) => void lines.push(line) });
    await shop.publish('bot', ...Array.from({ length: events }, () => aQuestion()));
    await reopenAfter(statement);
    const { store, damaged } = watchStore(shop.store, { metrics, now: () => shop.clock.now, log });

    const projector = await startProjector({ store, wakeUps: shop.wakeUps, now: () => shop.clock.now, log });
    await expect.poll(() => lines.join(), { timeout: 10_000 }).toContain('drain failed, will be retried');
    await projector.stop();

    expect(await store.feed.cursor(workspace)).toBe(damagedPosition - 1);
    expect((await waitingFor(shop, 'bot')).length).toBe(damagedPosition - 1);
    expect(damaged()).toBe(true);
    expect(await metrics.registry.getSingleMetricAsString('talklens_damaged_places')).toContain('talklens_damaged_places 1');
    expect(lines.filter((line) => line.includes('store damaged'))).toHaveLength(1);
  },
);
