import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Drain, DrainLoop } from './drain-loop.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A drain that is let go by hand, and counts how often it runs and how many run at a time. */
function steered() {
  const runs = { started: 0, now: 0, most: 0 };
  let release: (() => void) | undefined;
  const drain: Drain = async () => {
    runs.started += 1;
    runs.now += 1;
    runs.most = Math.max(runs.most, runs.now);
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    runs.now -= 1;
    return undefined;
  };
  return { runs, drain, release: () => release?.() };
}

const logged: unknown[] = [];
const log = pino({ base: null }, { write: (line: string) => void logged.push(JSON.parse(line)) });
beforeEach(() => void logged.splice(0));

test('given nothing but its start, it runs once', async () => {
  let runs = 0;
  const loop = new DrainLoop(async () => {
    runs += 1;
    return undefined;
  }, log);

  await loop.idle();

  expect(runs).toBe(1);
  await loop.stop();
});

test('given many wake-ups while it runs, it runs once more and never twice at a time', async () => {
  const { runs, drain, release } = steered();
  const loop = new DrainLoop(drain, log);
  loop.wake();
  loop.wake();
  loop.wake();

  release();
  await vi.waitFor(() => expect(runs.started).toBe(2));
  release();
  await loop.idle();

  expect(runs).toEqual({ started: 2, now: 0, most: 1 });
  await loop.stop();
});

test('given a drain that wants to look again, it runs after that time without a wake-up', async () => {
  let runs = 0;
  const loop = new DrainLoop(async () => (++runs === 1 ? 5_000 : undefined), log);
  await loop.idle();

  await vi.advanceTimersByTimeAsync(4_999);
  expect(runs).toBe(1);
  await vi.advanceTimersByTimeAsync(1);

  expect(runs).toBe(2);
  await loop.stop();
});

test('given a drain that wants to look again later than a timer can wait, it does not spin', async () => {
  let runs = 0;
  const loop = new DrainLoop(async () => {
    runs += 1;
    return 2 ** 40;
  }, log);
  await loop.idle();

  await vi.advanceTimersByTimeAsync(60_000);

  expect(runs).toBe(1);
  await loop.stop();
});

test('given a store that fails, it is tried again after 100 ms, doubling, however often it is woken, and each is logged', async () => {
  let runs = 0;
  const loop = new DrainLoop(async () => {
    runs += 1;
    if (runs <= 3) throw new Error('disk full');
    return undefined;
  }, log);

  const runsAfter: number[] = [];
  for (const ms of [99, 1, 199, 1, 399, 1]) {
    for (let i = 0; i < 100; i += 1) loop.wake();
    await vi.advanceTimersByTimeAsync(ms);
    runsAfter.push(runs);
  }

  expect(runsAfter.slice(0, 5)).toEqual([1, 2, 2, 3, 3]);
  expect(runs).toBeGreaterThanOrEqual(4);
  expect(logged).toMatchObject([{ failures: 0 }, { failures: 1 }, { failures: 2 }]);
  await loop.stop();
});

test('given a stop while it waits, it ends at once and runs no more', async () => {
  let runs = 0;
  const loop = new DrainLoop(async () => {
    runs += 1;
    throw new Error('disk full');
  }, log);
  await vi.waitFor(() => expect(runs).toBe(1));

  await loop.stop();
  loop.wake();
  await vi.advanceTimersByTimeAsync(60_000);

  expect(runs).toBe(1);
});
