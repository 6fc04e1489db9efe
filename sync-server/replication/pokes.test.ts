import { Subject } from 'rxjs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Heads } from '../../contract/replication.ts';
import { openLog } from '../log.ts';
import { createPokes } from './pokes.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const epochs = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'] as const;

/** Pokes over a feed whose heads are set by hand and whose reads are counted. */
function open() {
  const state = {
    epoch: epochs[0] as string,
    heads: { lead: 1, metric: 1 } as Record<string, number>,
    reads: 0,
    failing: false,
    lag: 0,
    looks: 0,
  };
  const feedAdvanced$ = new Subject<string>();
  const heads = async () => {
    state.reads++;
    if (state.failing) throw new Error('disk gone');
    return { epoch: state.epoch, heads: { ...state.heads } };
  };
  const logCommitted$ = new Subject<string>();
  const readLag = async () => {
    state.looks++;
    return state.lag;
  };
  const log = openLog('silent', { write: () => undefined });
  const pokes = createPokes({ readHeads: heads, readLag, feedAdvanced$, logCommitted$, log });
  const follow = async () => {
    const heard: Heads['heads'][] = [];
    const lags: (number | undefined)[] = [];
    const end = await pokes.follow('shop', ({ heads: moved, lag }) => {
      heard.push(moved);
      lags.push(lag);
    });
    await vi.advanceTimersByTimeAsync(50);
    return { heard, lags, end };
  };
  return { state, feedAdvanced$, logCommitted$, pokes, follow };
}

test('given a hundred advances in a moment, the heads are read once and every desk hears once, within 50 ms', async () => {
  const { state, feedAdvanced$, follow } = open();
  const desks = [await follow(), await follow()];
  state.reads = 0;

  state.heads.lead = 101;
  for (let advance = 0; advance < 100; advance++) feedAdvanced$.next('shop');
  await vi.advanceTimersByTimeAsync(50);

  expect(state.reads).toBe(1);
  for (const { heard } of desks) expect(heard).toEqual([{ lead: 1, metric: 1 }, { lead: 101 }]);
});

test('given an advance in which nothing moved, or of another workspace, nobody hears anything', async () => {
  const { feedAdvanced$, follow } = open();
  const { heard } = await follow();

  feedAdvanced$.next('shop');
  feedAdvanced$.next('other');
  await vi.advanceTimersByTimeAsync(100);

  expect(heard).toHaveLength(1);
});

test('given a new epoch, all heads are said again', async () => {
  const { state, feedAdvanced$, follow } = open();
  const { heard } = await follow();

  state.epoch = epochs[1];
  feedAdvanced$.next('shop');
  await vi.advanceTimersByTimeAsync(50);

  expect(heard).toEqual([
    { lead: 1, metric: 1 },
    { lead: 1, metric: 1 },
  ]);
});

test('given heads that cannot be read once, the next advance says what was missed', async () => {
  const { state, feedAdvanced$, follow } = open();
  const { heard } = await follow();
  state.heads.lead = 2;
  state.failing = true;
  feedAdvanced$.next('shop');
  await vi.advanceTimersByTimeAsync(50);
  expect(heard).toHaveLength(1);

  state.failing = false;
  feedAdvanced$.next('shop');
  await vi.advanceTimersByTimeAsync(50);

  expect(heard).toEqual([{ lead: 1, metric: 1 }, { lead: 2 }]);
});

test('given a desk that left and pokes that were stopped, nothing is read any more', async () => {
  const { state, feedAdvanced$, pokes, follow } = open();
  const { end } = await follow();
  end();
  state.reads = 0;

  feedAdvanced$.next('shop');
  pokes.stop();
  feedAdvanced$.next('shop');
  await vi.advanceTimersByTimeAsync(100);

  expect(state.reads).toBe(0);
});

test('given a fold that trails by thousands, every desk is told so within a second, how it gets fewer, and the end of it', async () => {
  const { state, logCommitted$, follow } = open();
  const { heard, lags } = await follow();

  state.lag = 4_000;
  for (let commit = 0; commit < 100; commit++) logCommitted$.next('shop');
  await vi.advanceTimersByTimeAsync(1_000);
  const late = await follow();
  state.lag = 1_204;
  await vi.advanceTimersByTimeAsync(1_000);
  state.lag = 3;
  await vi.advanceTimersByTimeAsync(10_000);

  expect(lags).toEqual([undefined, 4_000, 1_204, undefined]);
  expect(heard.slice(1)).toEqual([{}, {}, {}]);
  expect(late.lags).toEqual([4_000, 1_204, undefined]);
  expect(state.looks).toBe(3);
});

test('given a fold that keeps up, or nobody who would hear of it, no desk is told and a quiet log is not looked at', async () => {
  const { state, logCommitted$, follow } = open();
  state.lag = 5_000;
  logCommitted$.next('shop');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(state.looks).toBe(0);

  state.lag = 999;
  const { lags, end } = await follow();
  logCommitted$.next('shop');
  await vi.advanceTimersByTimeAsync(5_000);
  expect([lags, state.looks]).toEqual([[undefined], 1]);

  end();
  logCommitted$.next('shop');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(state.looks).toBe(1);
});
