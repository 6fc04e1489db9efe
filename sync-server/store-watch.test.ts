import { DatabaseSync } from '@photostructure/sqlite';
import { expect, test } from 'vitest';
import { openLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { FactDamaged } from './store/fact-damaged.ts';
import type { Store } from './store/port/store.ts';
import { watchStore } from './store-watch.ts';
import { openShop } from './testing/open-shop.ts';

const saidEveryMs = 10_000;

function fullDisk(): unknown {
  const database = new DatabaseSync(':memory:');
  try {
    database.exec('CREATE TABLE t (a); PRAGMA max_page_count = 2; INSERT INTO t VALUES (zeroblob(1000000))');
    return undefined;
  } catch (error) {
    return error;
  } finally {
    database.close();
  }
}

/** A store whose log fails with what is in `failure`, and what its watch says. */
async function watched() {
  const shop = await openShop();
  await shop.close();
  const lines: Record<string, unknown>[] = [];
  const clock = { now: 0 };
  const failing: { error: unknown } = { error: undefined };
  const log = { ...shop.store.log, appendEvents: async () => Promise.reject(failing.error) };
  const store: Store = { ...shop.store, log };
  const metrics = createMetrics({ places: async () => 0, seconds: async () => 0 });
  const watch = watchStore(store, {
    metrics,
    now: () => clock.now,
    log: openLog('info', { write: (line) => void lines.push(JSON.parse(line)) }),
  });
  const append = async (error: unknown) => {
    failing.error = error;
    await expect(watch.store.log.appendEvents('shop', [])).rejects.toBe(error);
  };
  const counted = async (name: string) => await metrics.registry.getSingleMetricAsString(name);
  return { watch, lines, clock, append, counted };
}

test('given a disk that is full for a while, each failure is counted and passed on, and one line in ten seconds says so', async () => {
  const { lines, clock, append, counted, watch } = await watched();

  for (const now of [0, 1, saidEveryMs - 1, saidEveryMs]) {
    clock.now = now;
    await append(fullDisk());
  }

  expect(lines.map(({ msg, operation }) => [msg, operation])).toEqual(Array(2).fill(['store failed', 'log.appendEvents']));
  expect(await counted('talklens_store_failures_total')).toContain('{operation="log.appendEvents"} 4');
  expect(watch.damaged()).toBe(false);
});

test('given damage, each place is said and counted once, and it is remembered', async () => {
  const { lines, append, counted, watch } = await watched();

  for (const position of [7, 7, 9]) await append(new FactDamaged(position));

  expect(lines.map(({ msg, workspace, position }) => [msg, workspace, position])).toEqual([
    ['store damaged', 'shop', 7],
    ['store damaged', 'shop', 9],
  ]);
  expect(await counted('talklens_damaged_places')).toContain('talklens_damaged_places 2');
  expect(watch.damaged()).toBe(true);
});

test('given a defect of ours, it is passed on and is not the store', async () => {
  const { lines, append, watch } = await watched();

  await append(new TypeError('undefined'));

  expect(lines).toEqual([]);
  expect(watch.damaged()).toBe(false);
});
