import { expect, test } from 'vitest';
import type { DispatchItem } from '../../contract/dispatch.ts';
import { pauseMs, sendDueAt } from './due.ts';

const queued = (attempt: number) => ({ at: 1_000_000, attempt }) as DispatchItem;

test('given an item that was never tried, it is due at once; after each try, after a pause four times as long', () => {
  expect([0, 1, 2, 3].map((attempt) => sendDueAt(queued(attempt)) - 1_000_000)).toEqual([0, 1_000, 4_000, 16_000]);
});

test('given any number of tries, the pause is ten minutes at most', () => {
  expect([6, 7, 1_000].map(pauseMs)).toEqual([600_000, 600_000, 600_000]);
});
