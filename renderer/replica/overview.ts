import type { Lead } from '../../contract/lead.ts';
import type { Metric } from '../../contract/metric.ts';
import { byCodeUnit } from '../../domain/order.ts';
import { addDays, daysBetween } from '../../domain/time/kst.ts';
import type { DayTotals, Overview } from './desk/day-totals.ts';

type Totals = Omit<DayTotals, 'day'>;

const kinds = ['searches', 'questions', 'requests', 'refusals'] as const;
const topCount = 10;
const longestDays = 400;

/** The chosen KST days, both ends included, beside the same number of days just before them. */
export function overviewOf(
  metrics: Iterable<Metric>,
  leads: Iterable<Lead>,
  productName: (id: string) => string | undefined,
  from: string,
  to: string,
): Overview {
  const count = Math.min(Math.max(daysBetween(from, to) + 1, 0), longestDays);
  const before = { from: addDays(from, -count), to: addDays(from, -1) };
  const days = new Map(Array.from({ length: count }, (_, i) => [addDays(from, i), nothing()]));
  const products = new Map<string, Totals>();
  let previous = nothing();
  for (const metric of metrics) {
    const totals = totalsOf(metric);
    if (metric.day >= before.from && metric.day <= before.to) previous = sum(previous, totals);
    const day = days.get(metric.day);
    if (!day) continue;
    days.set(metric.day, sum(day, totals));
    products.set(metric.productId, sum(products.get(metric.productId) ?? nothing(), totals));
  }
  const active = countActive(leads, { from, to }, before);
  return {
    days: [...days].map(([day, totals]) => ({ day, ...totals })),
    totals: { ...[...days.values()].reduce(sum, nothing()), leads: active.now },
    previous: { ...previous, leads: active.before },
    topProducts: topOf(products, productName),
  };
}

const nothing = (): Totals => ({ searches: 0, questions: 0, requests: 0, refusals: 0 });

const sum = (a: Totals, b: Totals): Totals => ({
  searches: a.searches + b.searches,
  questions: a.questions + b.questions,
  requests: a.requests + b.requests,
  refusals: a.refusals + b.refusals,
});

const totalsOf = (metric: Metric): Totals =>
  Object.fromEntries(kinds.map((kind) => [kind, metric[kind].reduce((total, count) => total + count, 0)])) as Totals;

type Span = Readonly<{ from: string; to: string }>;

/** Leads with an active day in each span. */
function countActive(leads: Iterable<Lead>, now: Span, before: Span): Readonly<{ now: number; before: number }> {
  const counts = { now: 0, before: 0 };
  for (const { days } of leads) {
    if (days.some(([day]) => day >= now.from && day <= now.to)) counts.now++;
    if (days.some(([day]) => day >= before.from && day <= before.to)) counts.before++;
  }
  return counts;
}

/** By requests, then questions, then searches: what people want most comes first. */
function topOf(products: ReadonlyMap<string, Totals>, productName: (id: string) => string | undefined): Overview['topProducts'] {
  return [...products]
    .sort(([a, x], [b, y]) => y.requests - x.requests || y.questions - x.questions || y.searches - x.searches || byCodeUnit(a, b))
    .slice(0, topCount)
    .map(([productId, totals]) => {
      const name = productName(productId);
      return { productId, ...(name !== undefined && { name }), ...totals };
    });
}
