import { expect, test } from 'vitest';
import { dayRange, lengthInDays, type Period, stepped } from './period-slice.ts';

const today = '2026-11-22';

test('given the last seven days, today is one of them', () => {
  expect(dayRange({ kind: 'last', days: 7 }, today)).toEqual({ from: '2026-11-16', to: today });
});

test('given a step back and one forward, it is the preset again and moves with the clock', () => {
  const back = stepped({ kind: 'last', days: 7 }, -1, today);

  const forth = stepped(back, 1, today);

  expect(back).toEqual({ kind: 'days', from: '2026-11-09', to: '2026-11-15' });
  expect(forth).toEqual({ kind: 'last', days: 7 });
});

test('given chosen days, steps keep their number', () => {
  const chosen: Period = { kind: 'days', from: '2026-10-30', to: '2026-11-02' };

  const back = stepped(chosen, -1, today);

  expect(back).toEqual({ kind: 'days', from: '2026-10-26', to: '2026-10-29' });
  expect(lengthInDays(dayRange(back, today))).toBe(4);
});

test('given a step that would reach past today, it stops at today', () => {
  const step = stepped({ kind: 'days', from: '2026-11-17', to: '2026-11-20' }, 1, today);

  expect(step).toEqual({ kind: 'days', from: '2026-11-19', to: today });
});
