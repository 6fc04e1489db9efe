import { Subject } from 'rxjs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { inBursts } from './in-bursts.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function aBurst() {
  const source$ = new Subject<string>();
  const passed: string[] = [];
  const listening = source$.pipe(inBursts(50, (value) => value.startsWith('act'))).subscribe((value) => passed.push(value));
  return { source$, passed, listening };
}

test('given many at once, the first is passed on at once and the newest when the time is over', () => {
  const { source$, passed } = aBurst();

  for (const value of ['a', 'b', 'c']) source$.next(value);
  expect(passed).toEqual(['a']);
  vi.advanceTimersByTime(50);

  expect(passed).toEqual(['a', 'c']);
});

test('given an urgent one amid others, it is passed on at once, and what waited before it is not told after it', () => {
  const { source$, passed } = aBurst();

  for (const value of ['a', 'b', 'act']) source$.next(value);
  vi.advanceTimersByTime(200);

  expect(passed).toEqual(['a', 'act']);
});

test('given others after an urgent one, they wait their full time', () => {
  const { source$, passed } = aBurst();
  source$.next('act');
  vi.advanceTimersByTime(40);
  source$.next('act 2');

  source$.next('a');
  vi.advanceTimersByTime(49);
  expect(passed).toEqual(['act', 'act 2']);
  vi.advanceTimersByTime(1);

  expect(passed).toEqual(['act', 'act 2', 'a']);
});

test('given nobody who listens any more, nothing is left waiting', () => {
  const { source$, listening } = aBurst();
  source$.next('a');
  source$.next('b');

  listening.unsubscribe();

  expect(vi.getTimerCount()).toBe(0);
});
