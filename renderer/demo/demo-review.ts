import type { KeptPlans } from '../replica/composing/kept-plans.ts';
import type { DispatchReview } from '../replica/desk.ts';
import { type DemoDispatch, demoView, planFor, toItems } from './demo-dispatch.ts';
import type { Known } from './demo-rows.ts';

const id = '01JD0000000000000000000007';

/** A message that waits for a look: written two hours ago without a server, for an audience that has changed since. */
export function demoReview(known: Known, now: number, { keep }: KeptPlans): Readonly<{ dispatch: DemoDispatch; review: DispatchReview }> {
  const leads = [...known.leads.values()].slice(0, 40);
  const plan = planFor(leads, known, now);
  const people = plan.recipients.map(({ userId, name }) => ({ userId, ...(name !== undefined && { name }) }));
  const at = now - 2 * 3_600_000;
  const left = people.slice(7, 10).map((person, index) => (index === 0 ? person : { ...person, reason: 'consent.missing' as const }));
  const review = { entered: people.slice(0, 7), left, plan: keep(plan) };
  const view = { ...demoView(id, 'owner', at), pending: true, review: { entered: review.entered.length, left: left.length } };
  return { dispatch: { view, items: toItems(id, plan, at) }, review };
}
