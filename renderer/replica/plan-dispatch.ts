import type { FailureCode } from '../../contract/failure.ts';
import type { Product } from '../../contract/product.ts';
import { composeMessage } from '../../domain/dispatching/compose-message.ts';
import { permit } from '../../domain/dispatching/permit.ts';
import type { DispatchPlan, LeadRow, PlannedRecipient } from './desk.ts';
import type { Recommend, Recommender } from './recommender.ts';
import type { View } from './view.ts';

/** Who would get what, and who is left out and why: each person once, however many of their leads were picked (I8, when composed). */
export function planDispatch(view: View, recommender: Recommender, rows: readonly LeadRow[], productId: string | undefined): DispatchPlan {
  const leadsOf = new Map<string, string[]>();
  for (const { userId, id } of rows) leadsOf.set(userId, [...(leadsOf.get(userId) ?? []), id]);
  const recommend = recommender.exact();
  const recipients = [...leadsOf].map(([userId, leadIds]) => planOne(view, recommend, userId, leadIds, productId));
  return { recipients, sendable: recipients.filter(({ skipped }) => !skipped).length, skipped: countSkipped(recipients) };
}

function planOne(
  view: View,
  recommend: Recommend,
  userId: string,
  leadIds: readonly string[],
  productId: string | undefined,
): PlannedRecipient {
  const recommended = productId === undefined ? recommend(userId, 1)[0] : undefined;
  const product = view.product(productId ?? recommended?.productId ?? '');
  const person = view.person(userId);
  const products: readonly Product[] = product ? [product] : [];
  const answer = permit(person, product ? products : [undefined]);
  return {
    userId,
    ...(person?.name && { name: person.name.value }),
    leadIds,
    products,
    ...(recommended && { because: recommended.because }),
    ...(answer.sendable ? { message: composeMessage(products) } : { skipped: answer.reason }),
  };
}

function countSkipped(recipients: readonly PlannedRecipient[]): DispatchPlan['skipped'] {
  const counts = new Map<FailureCode, number>();
  for (const { skipped } of recipients) if (skipped) counts.set(skipped, (counts.get(skipped) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
}
