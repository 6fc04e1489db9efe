import type { DayCounts } from '../../contract/lead.ts';
import { byCodeUnit } from '../order.ts';

/** The columns of `DayCounts` after the day. */
export type DayColumn = 'searches' | 'questions' | 'requests' | 'refusals';
const columnAt = { searches: 1, questions: 2, requests: 3, refusals: 4 } as const satisfies Record<DayColumn, number>;

/** Adds to one day's count; a day whose counts are all zero again is left out, so that undoing is exact. */
export function countOnDay(days: readonly DayCounts[], day: string, column: DayColumn, by: number): DayCounts[] {
  const changed: DayCounts = [...(days.find(([existing]) => existing === day) ?? [day, 0, 0, 0, 0])];
  changed[columnAt[column]] += by;
  const others = days.filter(([existing]) => existing !== day);
  const kept = changed.slice(1).some((count) => count !== 0) ? [...others, changed] : others;
  return kept.sort(([a], [b]) => byCodeUnit(a, b));
}

/** The sum of two histories, day by day. */
export function addDays(a: readonly DayCounts[], b: readonly DayCounts[]): DayCounts[] {
  return b.reduce<DayCounts[]>(
    (sum, [day, ...counts]) =>
      (['searches', 'questions', 'requests', 'refusals'] as const).reduce(
        (days, column, i) => (counts[i] ? countOnDay(days, day, column, counts[i]) : days),
        sum,
      ),
    [...a],
  );
}
