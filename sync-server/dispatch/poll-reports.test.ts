import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Dispatch } from '../../contract/dispatch.ts';
import { aDispatch } from '../../contract/testing/build-document.ts';
import { noItems } from '../../domain/dispatching/item-step.ts';
import type { Store } from '../store/port/store.ts';
import { createWakeUps } from '../wake-ups/wake-ups.ts';
import { startReportPoll } from './poll-reports.ts';
import type { RecordReports } from './record-reports.ts';
import type { SendAdapter } from './send-adapter.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1_000);

/** A poll of several workspaces, each with something to be told of. */
function polling(workspaces: readonly string[], poll: NonNullable<SendAdapter['poll']>, record: RecordReports) {
  const documentsFrom = async () => [aDispatch({ at: 0, counts: { ...noItems(), accepted: 1 } })];
  return startReportPoll({
    store: { feed: { documentsFrom }, credentials: { workspaces: async () => workspaces } } as unknown as Store,
    adapter: { id: 'sandbox', poll } as unknown as SendAdapter,
    ...{ record, wakeUps: createWakeUps(), now: () => 0, log: pino({ enabled: false }) },
  });
}
const nothingNew = async () => ({ taken: 0, unknown: [], old: 0 });

test('given an answer that takes longer than the pause between two questions, no questions pile up behind it', async () => {
  let asked = 0;
  const slow: SendAdapter['poll'] = () => {
    asked += 1;
    return new Promise((resolve) => setTimeout(() => resolve([]), 30_000));
  };
  const { stop } = polling(['shop'], slow, nothingNew);

  await seconds(59);
  const stopped = stop();
  await seconds(31);
  await stopped;

  expect(asked).toBe(2);
});

test('given one workspace whose reports cannot be read or stored, the others get theirs', async () => {
  const stored: string[] = [];
  const one = { status: 'delivered', at: 0, raw: { code: '', text: '' } } as const;
  const { stop } = polling(
    ['first', 'second', 'third'],
    async (workspace) => {
      if (workspace === 'first') throw new Error('no answer');
      return [{ ...one, key: workspace }];
    },
    async (workspace) => {
      if (workspace === 'second') throw new Error('the disk is full');
      stored.push(workspace);
      return nothingNew();
    },
  );

  await seconds(1);

  expect(stored).toContain('third');
  await stop();
});

test('given a day of reports at once, they are stored some at a time, so that nobody waits for all of them', async () => {
  const sizes: number[] = [];
  const many = Array.from({ length: 1_201 }, (_, i) => ({ status: 'delivered', at: 0, raw: { code: '', text: '' }, key: `${i}` }) as const);
  const { stop } = polling(
    ['shop'],
    async (_workspace, _since, until) => (until === 0 ? many : []),
    async (_workspace, reports) => {
      sizes.push(reports.length);
      return nothingNew();
    },
  );

  await seconds(0);

  expect(sizes).toEqual([500, 500, 201]);
  await stop();
});

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
    record: async () => ({ taken: 0, unknown: [], old: 0 }),
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

test('given a dispatch that was asked for long ago and left only now, its reports are asked for; four days after it expired, no more', async () => {
  const dayMs = 24 * 3_600_000;
  const asked: number[] = [];
  for (const day of [20, 33, 35]) {
    const waited = aDispatch({ at: 0, expiresAt: 30 * dayMs, counts: { ...noItems(), accepted: 1 } });
    if (await isAsked(waited, day * dayMs)) asked.push(day);
  }

  expect(asked).toEqual([20, 33]);
});

test('given what waits in a store that was put back to a backup, the provider is asked for it: it may have left (I7)', async () => {
  const counts = { ...noItems(), pending: 1 };

  expect(await isAsked(aDispatch({ state: 'held', hold: { reason: 'paused' }, counts }), 0)).toBe(false);
  expect(await isAsked(aDispatch({ state: 'held', hold: { reason: 'paused', restoredAt: 0 }, counts }), 0)).toBe(true);
});

/** Whether reports are asked for where there is this one dispatch. */
async function isAsked(only: Dispatch, now: number): Promise<boolean> {
  let asked = 0;
  const poll = async () => {
    asked += 1;
    return [];
  };
  const { stop } = startReportPoll({
    store: { feed: { documentsFrom: async () => [only] }, credentials: { workspaces: async () => ['shop'] } } as unknown as Store,
    adapter: { id: 'sandbox', poll } as unknown as SendAdapter,
    ...{ record: nothingNew, wakeUps: createWakeUps(), now: () => now, log: pino({ enabled: false }) },
  });
  await seconds(0);
  await stop();
  return asked > 0;
}

test('given a provider that fails now and then, days that were missed are asked for without a gap, and what was told is kept', async () => {
  const hour = 3_600_000;
  const told: (readonly [number, number])[] = [];
  let calls = 0;
  const { stop } = polling(
    ['shop'],
    async (_workspace, since, until) => {
      if (++calls % 3 === 0) throw new Error('no answer');
      told.push([since / hour, until / hour]);
      return [];
    },
    nothingNew,
  );

  await seconds(20);
  await stop();

  const starts = told.map(([since]) => since);
  expect(starts.slice(0, 16)).toEqual(Array.from({ length: 16 }, (_, slice) => -96 + slice * 6));
  expect(told.slice(0, 16).every(([since, until]) => until - since === 6)).toBe(true);
});
