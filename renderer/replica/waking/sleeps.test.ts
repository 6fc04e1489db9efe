import { expect, test, vi } from 'vitest';
import { waitFor } from '../wait-for.ts';
import { sleeps$ } from './sleeps.ts';

test('given a machine that sleeps for an hour, says so once when it wakes; a second late is no sleep', async () => {
  vi.useFakeTimers();
  let asleepMs = 0;
  const woken: number[] = [];
  const watching = sleeps$({ wait: waitFor, now: () => Date.now() + asleepMs }).subscribe(() => void woken.push(Date.now()));
  await vi.advanceTimersByTimeAsync(60_000);
  asleepMs += 1_000;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(woken).toEqual([]);

  asleepMs += 3_600_000;
  await vi.advanceTimersByTimeAsync(60_000);

  expect(woken).toHaveLength(1);
  watching.unsubscribe();
  await vi.advanceTimersByTimeAsync(0);
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});
