import type { Lead } from '../../contract/lead.ts';
import { kstDay } from '../../domain/time/kst.ts';
import { foldFact } from '../../domain/training/fold-fact.ts';
import { newLead } from '../../domain/training/new-lead.ts';

/** Of one user, by product. */
export type Leads = Map<string, Lead>;

/** Adds one look, `at` epoch milliseconds, as a server folds a search. */
export function look(leads: Leads, productId: string, at: number): Leads {
  const lead = leads.get(productId) ?? newLead('user', productId);
  return leads.set(productId, foldFact(lead, { kind: 'searched', factId: `${productId}.${at}`, at, receivedAt: at }));
}

/** When every chat of these benchmarks begins. */
export const startedAt = Date.UTC(2026, 10, 22, 3);
const lookMs = 1_000;
/** The day on which it is held, in Seoul. */
export const chatDay = kstDay(startedAt);

/** Of a running chat, oldest look first. */
export const leadsInOrder = (productIds: readonly string[]): Leads =>
  productIds.reduce<Leads>((leads, productId, place) => look(leads, productId, startedAt + place * lookMs), new Map());

/** Where the data has no order: everything was looked at in one moment, and weighs the same. */
export const leadsAtOnce = (productIds: readonly string[]): Leads =>
  productIds.reduce<Leads>((leads, productId) => look(leads, productId, startedAt), new Map());
