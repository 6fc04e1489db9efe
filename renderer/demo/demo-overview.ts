import type { Lead } from '../../contract/lead.ts';
import type { Product } from '../../contract/product.ts';
import { addDays, daysBetween } from '../../domain/time/kst.ts';
import type { DayTotals, Overview } from '../replica/desk/day-totals.ts';

type Totals = Omit<DayTotals, 'day'>;
const nothing: Totals = { searches: 0, questions: 0, requests: 0, refusals: 0 };
const plus = (a: Totals, [, searches, questions, requests, refusals]: Lead['days'][number]): Totals => ({
  searches: a.searches + searches,
  questions: a.questions + questions,
  requests: a.requests + requests,
  refusals: a.refusals + refusals,
});

/** The overview of these days, counted from the leads themselves. */
export function overviewOf(leads: readonly Lead[], products: ReadonlyMap<string, Product>, from: string, to: string): Overview {
  const length = daysBetween(from, to) + 1;
  const days = Array.from({ length }, (_, index) => addDays(from, index));
  return {
    days: days.map((day) => ({ day, ...totals(leads, day, day) })),
    totals: { ...totals(leads, from, to), leads: active(leads, from, to).length },
    previous: {
      ...totals(leads, addDays(from, -length), addDays(from, -1)),
      leads: active(leads, addDays(from, -length), addDays(from, -1)).length,
    },
    topProducts: topProducts(active(leads, from, to), products, from, to),
  };
}

const within = (lead: Lead, from: string, to: string) => lead.days.filter(([day]) => day >= from && day <= to);
const active = (leads: readonly Lead[], from: string, to: string) => leads.filter((lead) => within(lead, from, to).length > 0);
const totals = (leads: readonly Lead[], from: string, to: string): Totals =>
  leads.flatMap((lead) => within(lead, from, to)).reduce(plus, nothing);

const shown = 10;

function topProducts(leads: readonly Lead[], products: ReadonlyMap<string, Product>, from: string, to: string): Overview['topProducts'] {
  return [...new Set(leads.map(({ productId }) => productId))]
    .map((productId) => {
      const own = leads.filter((lead) => lead.productId === productId);
      const name = products.get(productId)?.name;
      return { productId, ...(name !== undefined && { name }), ...totals(own, from, to) };
    })
    .sort((a, b) => b.searches + b.questions + b.requests - (a.searches + a.questions + a.requests))
    .slice(0, shown);
}
