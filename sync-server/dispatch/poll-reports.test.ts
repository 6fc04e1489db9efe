import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aDispatch } from '../../contract/testing/build-document.ts';
import { noItems } from '../../domain/dispatching/item-step.ts';
import type { Store } from '../store/port/store.ts';
import { createWakeUps } from '../wake-ups/wake-ups.ts';
import { startReportPoll } from './poll-reports.ts';
import type { SendAdapter } from './send-adapter.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1_000);

/** One workspace with one dispatch of which so many items are accepted, and how often its feed was read and the sandbox asked. */
function polled(accepted: number) {
  const counted = { reads: 0, asked: 0, fails: false };
  const shop = { accepted };
  const documentsFrom = async () => {
    counted.reads += 1;
    if (counted.fails) throw new Error('the disk is full');
    return [aDispatch({ at: 0, counts: { ...noItems(), accepted: shop.accepted } })];
  };
  const store = { feed: { documentsFrom }, credentials: { workspaces: async () => ['shop'] } } as unknown as Store;
  const poll = async () => {
    counted.asked += 1;
    return [];
  };
  const wakeUps = createWakeUps();
  const polling = startReportPoll({
    adapter: { id: 'sandbox', poll } as unknown as SendAdapter,
    ...{ store, wakeUps, now: () => 0, log: pino({ enabled: false }) },
    record: async () => ({ taken: 0, unknown: 0, old: 0 }),
  });
  return { shop, counted, polling, moved: () => wakeUps.feedAdvanced$.next('shop') };
}

test('given items that the provider has taken, it is asked again and again', async () => {
  const { counted, polling } = polled(1);

  await seconds(10);

  expect(counted.asked).toBeGreaterThanOrEqual(10);
  await polling.stop();
});

test('given a feed in which nothing waits for a report, it is not read again before it moves, and nothing that moves is missed', async () => {
  const { shop, counted, polling, moved } = polled(0);
  await seconds(60);

  expect(counted).toMatchObject({ reads: 1, asked: 0 });

  shop.accepted = 1;
  moved();
  await seconds(2);
  expect(counted.asked).toBeGreaterThanOrEqual(1);
  await polling.stop();
});

test('given a look that failed, it is looked again without anything having moved', async () => {
  const { counted, polling } = polled(0);
  counted.fails = true;
  await seconds(3);

  counted.fails = false;
  await seconds(1);

  expect(counted.reads).toBeGreaterThanOrEqual(3);
  await polling.stop();
});
