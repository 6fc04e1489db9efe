import type { DayCounts } from '../../contract/lead.ts';
import { byCodeUnit } from '../order.ts';

/** The columns of `DayCounts` after the day. */
export type DayColumn = 'searches' | 'questions' | 'requests' | 'refusals';
const columnAt = { searches: 1, questions: 2, requests: 3, refusals: 4 } as const satisfies Record<DayColumn, number>;

/** Adds to one day's count; a day whose counts are all zero again is left out, so that undoing is exact. */
export function countOnDay(days: readonly DayCounts[], day: string, column: DayColumn, by: number): DayCounts[] {
  const at = placeOf(days, day);
  const existing = days[at]?.[0] === day ? days[at] : undefined;
  const changed: DayCounts = existing ? [...existing] : [day, 0, 0, 0, 0];
  changed[columnAt[column]] += by;
  const counted = changed[1] !== 0 || changed[2] !== 0 || changed[3] !== 0 || changed[4] !== 0;
  const next = days.slice();
  next.splice(at, existing ? 1 : 0, ...(counted ? [changed] : []));
  return next;
}

/** Where a day stands in the order of days, or would stand; nearly always it is the last. */
function placeOf(days: readonly DayCounts[], day: string): number {
  let at = days.length;
  while (at > 0 && byCodeUnit((days[at - 1] as DayCounts)[0], day) >= 0) at -= 1;
  return at;
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
