import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, daysBetween } from '../../domain/time/kst.ts';
import { besidePrevious, buckets, previousRange, trendRange } from './trend.ts';

const daysFrom = (first: string, count: number) =>
  Array.from({ length: count }, (_, i) => ({ day: addDays(first, i), searches: i, questions: 2, requests: 1, refusals: 0 }));

test('given up to a hundred days, each is a point', () => {
  const days = daysFrom('2026-01-01', 100);

  expect(buckets(days)).toEqual({ size: 'day', buckets: days });
});

test('given more, weeks add up to the same', () => {
  fc.assert(
    fc.property(fc.integer({ min: 101, max: 800 }), (count) => {
      const days = daysFrom('2025-01-01', count);

      const { size, buckets: weeks } = buckets(days);

      expect(size).toBe('week');
      expect(weeks.reduce((total, { searches }) => total + searches, 0)).toBe(days.reduce((total, { searches }) => total + searches, 0));
    }),
  );
});

test('given one day, the trend shows the week that ends with it', () => {
  expect(trendRange({ from: '2026-11-22', to: '2026-11-22' })).toEqual({ from: '2026-11-16', to: '2026-11-22' });
});

test('given any days, those before are as many and end the day before', () => {
  const range = { from: '2026-02-27', to: '2026-03-02' };

  const previous = previousRange(range);

  expect(previous).toEqual({ from: '2026-02-23', to: '2026-02-26' });
  expect(daysBetween(previous.from, previous.to)).toBe(daysBetween(range.from, range.to));
});

test('given a period before with fewer days, what is missing counts nothing', () => {
  const points = besidePrevious(daysFrom('2026-01-03', 2), daysFrom('2026-01-01', 1), 'questions');

  expect(points).toEqual([
    { day: '2026-01-03', current: 2, previous: 2 },
    { day: '2026-01-04', current: 2, previous: 0 },
  ]);
});
