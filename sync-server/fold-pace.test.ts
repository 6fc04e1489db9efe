import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFoldPace } from './fold-pace.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('an append does not wait given a fold that keeps up', () => {
  const pace = createFoldPace();
  pace.folded('w', false);

  expect(pace.turn('w')).toBeUndefined();
});

test('an append begins after the next fold given one that is behind, and only in its own workspace', async () => {
  const pace = createFoldPace();
  pace.folded('behind', true);
  const begun = vi.fn();

  const turn = pace.turn('behind')?.then(begun);
  pace.folded('other', true);
  await Promise.resolve();
  expect(begun).not.toHaveBeenCalled();
  expect(pace.turn('w')).toBeUndefined();

  pace.folded('behind', true);
  await turn;
  expect(begun).toHaveBeenCalledOnce();
  expect(pace.turn('behind')).toBeDefined();
});

test('an append begins nevertheless, and the ones after it at once, given a fold that does not end', async () => {
  const pace = createFoldPace(500);
  pace.folded('w', true);

  const turn = pace.turn('w');
  await vi.advanceTimersByTimeAsync(500);

  await turn;
  expect(pace.turn('w')).toBeUndefined();
});
