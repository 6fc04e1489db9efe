import type { FailureCode } from '../../../contract/failure.ts';
import type { DispatchPlan, PlannedRecipient } from '../../replica/desk.ts';

/** Which people of a plan are looked at: those who get it, or those left out, all or for one reason. */
export type PeopleView = Readonly<{ kind: 'reachable' }> | Readonly<{ kind: 'leftOut'; reason?: FailureCode }>;

export function peopleIn({ recipients }: DispatchPlan, view: PeopleView): readonly PlannedRecipient[] {
  if (view.kind === 'reachable') return recipients.filter(({ skipped }) => !skipped);
  return recipients.filter(({ skipped }) => skipped && (view.reason === undefined || skipped === view.reason));
}

/** A reason that another plan knows nobody of any more is let go. */
export const viewStillIn = ({ skipped }: DispatchPlan, view: PeopleView): PeopleView =>
  view.kind === 'leftOut' && view.reason !== undefined && !skipped.some(({ value }) => value === view.reason) ? { kind: 'leftOut' } : view;

/** How many are left out; with `sendable` they make up everybody. */
export const leftOutOf = ({ recipients, sendable }: DispatchPlan): number => recipients.length - sendable;

/** How many different products go out. */
export const productsOf = (plan: DispatchPlan): ReadonlyMap<string, string> =>
  new Map(peopleIn(plan, { kind: 'reachable' }).flatMap(({ products }) => products.map(({ id, name }) => [id, name] as const)));
