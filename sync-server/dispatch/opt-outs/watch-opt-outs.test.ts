import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { silent } from '../../testing/open-shop.ts';
import type { ListedOptOut } from '../send-adapter.ts';
import { partsByDay } from './by-day.ts';
import { watchOptOuts } from './watch-opt-outs.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const minutes = (count: number) => vi.advanceTimersByTimeAsync(count * 60_000);
const seoul = (text: string) => Date.parse(`${text}+09:00`);
const called = (number: string, at: string): ListedOptOut => ({ number, at: seoul(at) });

/** A provider's list that changes and fails as told, and what was handed in of it. */
function watched(...first: readonly ListedOptOut[]) {
  const list = { now: [...first], fails: false, reads: 0 };
  const taken: [string, readonly string[]][] = [];
  const watch = watchOptOuts({
    adapter: {
      id: 'solapi',
      optOuts: async () => {
        list.reads += 1;
        if (list.fails) throw new Error('unreachable');
        return list.now;
      },
    },
    store: { credentials: { workspaces: async () => ['shop', 'other'] } },
    importOptOuts: async (workspace, _source, optOuts) => void taken.push([workspace, optOuts.map(({ number }) => number)]),
    ...{ now: Date.now, log: silent },
  });
  if (!watch) throw new Error('there is a list');
  return { list, taken, watch };
}

test('given a list, each of its days is handed in for every workspace once, and then only a day that has changed', async () => {
  const { list, taken, watch } = watched(called('010-1', '2026-11-20T23:59'), called('010-2', '2026-11-21T00:00'));
  const running = await watch.start();
  await minutes(3);
  const first = taken.splice(0);
  list.now.push(called('010-3', '2026-11-21T12:00'));
  await minutes(3);

  expect(first).toEqual([
    ['shop', ['010-1']],
    ['shop', ['010-2']],
    ['other', ['010-1']],
    ['other', ['010-2']],
  ]);
  expect(taken).toEqual([
    ['shop', ['010-2', '010-3']],
    ['other', ['010-2', '010-3']],
  ]);
  await running.stop();
});

test('given a provider that does not answer, it is asked ever more rarely, said to be failing, and read again as soon as it answers', async () => {
  const { list, watch } = watched();
  const running = await watch.start();
  await minutes(0);
  expect(watch.state()).toEqual({ readAt: Date.now() });

  list.fails = true;
  await minutes(180);
  const asked = list.reads;
  expect(watch.state()).toMatchObject({ failing: true });
  expect(asked).toBeLessThan(12);

  list.fails = false;
  await minutes(30);
  expect(watch.state()).not.toHaveProperty('failing');
  await running.stop();
  const last = list.reads;
  await minutes(60);
  expect(list.reads).toBe(last);
});

test('given the same list in another order, its parts are the same, and no part is larger than one act may be', () => {
  const many = Array.from({ length: 1_200 }, (_, index) => called(`010-${index}`, '2026-11-21T12:00'));

  const parts = partsByDay(many);

  expect(partsByDay([...many].reverse())).toEqual(parts);
  expect(parts.map(({ length }) => length)).toEqual([500, 500, 200]);
});

test('given a provider that keeps no list, there is nothing to watch', () => {
  const ports = { store: { credentials: { workspaces: async () => [] } }, importOptOuts: async () => undefined };

  expect(watchOptOuts({ adapter: { id: 'sandbox' }, ...ports, now: Date.now, log: silent })).toBeUndefined();
});
