import { murmurHash3 } from '../../../domain/digest/murmur-hash-3.ts';
import type { DispatchPlan, PlannedRecipient, PlanView } from '../desk/dispatch-plan.ts';

/** A plan with everybody in it, which no page is sent: reading ten thousand people from one message holds it up. */
export type WholePlan = Readonly<{ recipients: readonly PlannedRecipient[] }> & Pick<DispatchPlan, 'sendable' | 'skipped' | 'startsAt'>;

/** What is said of it. */
export function planOf(whole: WholePlan): DispatchPlan {
  const { recipients, ...sums } = whole;
  const reachable = recipients.filter(({ skipped }) => !skipped);
  const lists = new Set(reachable.map(({ products }) => products)); // whoever gets the same has the very same list
  const products = new Map([...lists].flatMap((list) => list.map(({ id, name }) => [id, { id, name }] as const)));
  const [first] = reachable;
  return {
    ...sums,
    id: planId(recipients),
    people: recipients.length,
    products: [...products.values()],
    ...(first && { first: first.products.map(({ productId }) => productId) }),
  };
}

/** One word a person: no identifier has a space, a comma or an equals sign. */
function planId(recipients: readonly PlannedRecipient[]): string {
  const words = recipients.map(({ userId, products, skipped = '' }) => `${userId}=${products.map(({ id }) => id).join()}=${skipped}`);
  const { high, low } = murmurHash3(words.join(' '));
  return `${high.toString(16)}-${low.toString(16)}`;
}

export function peopleIn({ recipients }: Pick<WholePlan, 'recipients'>, view: PlanView): readonly PlannedRecipient[] {
  if (view.kind === 'reachable') return recipients.filter(({ skipped }) => !skipped);
  return recipients.filter(({ skipped }) => skipped && (view.reason === undefined || skipped === view.reason));
}
