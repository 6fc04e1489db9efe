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
  const state = { epoch: epochs[0] as string, heads: { lead: 1, metric: 1 } as Record<string, number>, reads: 0, failing: false };
  const feedAdvanced$ = new Subject<string>();
  const heads = async () => {
    state.reads++;
    if (state.failing) throw new Error('disk gone');
    return { epoch: state.epoch, heads: { ...state.heads } };
  };
  const pokes = createPokes(heads, feedAdvanced$, openLog('silent', { write: () => undefined }));
  const follow = async () => {
    const heard: Heads['heads'][] = [];
    const end = await pokes.follow('shop', ({ heads: moved }) => heard.push(moved));
    await vi.advanceTimersByTimeAsync(50);
    return { heard, end };
  };
  return { state, feedAdvanced$, pokes, follow };
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
