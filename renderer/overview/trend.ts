import { addDays, daysBetween } from '../../domain/time/kst.ts';
import type { DayTotals } from '../replica/desk/day-totals.ts';
import type { Series } from '../theme/chart-palette.ts';
import type { DayRange } from '../ui-state/period-slice.ts';

/** Weeks from here on: more points than this are a thicket, not a line. */
const daysAsDays = 100;
const week = 7;

/** A day, or the week that begins with it. */
export type Bucket = DayTotals;

/** Days as they are, or summed by whole weeks from the period's first day; a last week that is not over counts what it has. */
export function buckets(days: readonly DayTotals[]): Readonly<{ size: 'day' | 'week'; buckets: readonly Bucket[] }> {
  if (days.length <= daysAsDays) return { size: 'day', buckets: days };
  const weeks: Bucket[] = [];
  for (let start = 0; start < days.length; start += week) weeks.push(days.slice(start, start + week).reduce(sum));
  return { size: 'week', buckets: weeks };
}

const sum = (a: DayTotals, b: DayTotals): DayTotals => ({
  day: a.day,
  searches: a.searches + b.searches,
  questions: a.questions + b.questions,
  requests: a.requests + b.requests,
  refusals: a.refusals + b.refusals,
});

const pointsForOneDay = 7;

/** What the trend shows: the period itself, or, for a single day, the week that ends with it, as one point is no trend. */
export const trendRange = ({ from, to }: DayRange): DayRange =>
  from === to ? { from: addDays(to, 1 - pointsForOneDay), to } : { from, to };

/** The days just before, as many. */
export function previousRange({ from, to }: DayRange): DayRange {
  const length = daysBetween(from, to) + 1;
  return { from: addDays(from, -length), to: addDays(from, -1) };
}

/** One series with the period before laid under it, point by point. */
export const besidePrevious = (current: readonly Bucket[], previous: readonly Bucket[], series: Series) =>
  current.map((bucket, index) => ({ day: bucket.day, current: bucket[series], previous: previous[index]?.[series] ?? 0 }));
