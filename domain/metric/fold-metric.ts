import type { Metric } from '../../contract/metric.ts';
import type { RequestStanding } from '../../contract/request-standing.ts';
import { metricId } from '../identity/ids.ts';
import { kstDay, kstHour } from '../time/kst.ts';
import type { DayColumn } from '../training/days.ts';
import type { ChatFact, Decision } from '../training/training.ts';
import { unreachable } from '../unreachable.ts';

const noHours = (): number[] => new Array<number>(24).fill(0);

export const newMetric = (productId: string, day: string): Metric => ({
  id: metricId(productId, day),
  productId,
  day,
  searches: noHours(),
  questions: noHours(),
  requests: noHours(),
  refusals: noHours(),
});

/** Which day's metric a fact counts in. */
export const metricDay = (fact: ChatFact | Decision): string => kstDay(fact.at);

/** Counts one fact in its KST hour. A decision counts on its request's hour; an undecided request counts nowhere yet. */
export function foldMetric(metric: Metric, fact: ChatFact | Decision): Metric {
  const hour = kstHour(fact.at);
  switch (fact.kind) {
    case 'searched':
      return addAt(metric, 'searches', hour, 1);
    case 'questioned':
      return addAt(metric, 'questions', hour, 1);
    case 'requested':
      return metric;
    case 'decided':
      return addStanding(addStanding(metric, fact.was, hour, -1), fact.is, hour, 1);
    default:
      return unreachable(fact);
  }
}

const addStanding = (metric: Metric, standing: RequestStanding, hour: number, by: number): Metric =>
  standing === 'waiting' ? metric : addAt(metric, standing, hour, by);

function addAt(metric: Metric, column: DayColumn, hour: number, by: number): Metric {
  const hours = metric[column].slice();
  hours[hour] = (hours[hour] ?? 0) + by;
  return { ...metric, [column]: hours };
}
