import type { Metric } from '../../contract/metric.ts';
import { byCodeUnit } from '../order.ts';
import { halfLifeTables } from '../scoring/half-life-tables.ts';
import { daysBetween } from '../time/kst.ts';

/** A product and how much it was asked about of late, an integer. */
export type Popular = Readonly<{ productId: string; weight: number }>;

const halfLifeTable = halfLifeTables[14];
/** What a day's events are worth; a refused request is of no interest to anybody else. */
const worth = { searches: 1, questions: 2, requests: 4 } as const;
const kinds = ['searches', 'questions', 'requests'] as const;
const oldestDays = halfLifeTable.length - 1;

/** Events of each product by Asia/Seoul day. The newest entry of a day stands, so that any order and any repetition comes to the same. */
export interface Popularity {
  /** `metric` takes the place of what was known of its product and day. */
  note(metric: Metric): void;
  /** The most popular first, each day worth half as much after 14 days; ties by product id. Days after `asOfDay` count in full. */
  newest(asOfDay: string, atMost: number): readonly Popular[];
}

export function createPopularity(): Popularity {
  const days = new Map<string, Map<string, number>>();
  return {
    note: (metric) => {
      const ofProduct = days.get(metric.productId) ?? new Map<string, number>();
      days.set(metric.productId, ofProduct.set(metric.day, pointsOf(metric)));
    },
    newest: (asOfDay, atMost) =>
      [...days]
        .map(([productId, ofProduct]) => ({ productId, weight: decayed(ofProduct, asOfDay) }))
        .filter(({ weight }) => weight > 0)
        .sort((a, b) => b.weight - a.weight || byCodeUnit(a.productId, b.productId))
        .slice(0, atMost),
  };
}

const pointsOf = (metric: Metric): number =>
  kinds.reduce((sum, kind) => sum + worth[kind] * metric[kind].reduce((count, hour) => count + hour, 0), 0);

/** What is too old to count is forgotten on the way. */
function decayed(ofProduct: Map<string, number>, asOfDay: string): number {
  let sum = 0;
  for (const [day, points] of ofProduct) {
    const age = Math.max(0, daysBetween(day, asOfDay));
    if (age > oldestDays) ofProduct.delete(day);
    else sum += points * (halfLifeTable[age] as number);
  }
  return sum;
}
