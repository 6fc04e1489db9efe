import type { FailureCode } from '../../contract/failure.ts';
import { composeMessage } from '../../domain/dispatching/compose-message.ts';
import type { Permit } from '../../domain/dispatching/permit.ts';
import { permitAll } from '../../domain/dispatching/permit-all.ts';
import type { DispatchPlan, LeadRow, PlannedRecipient } from './desk.ts';
import { permitBases, sandboxTerms } from './permit/permit-basis.ts';
import type { Recommender } from './recommender.ts';
import type { View } from './view.ts';

type Choice = Pick<PlannedRecipient, 'userId' | 'leadIds' | 'products' | 'because'>;

/** Who would get what, and who is left out and why: each person once, however many of their leads were picked (I8, when composed). */
export function planDispatch(
  view: View,
  recommender: Recommender,
  rows: readonly LeadRow[],
  productId: string | undefined,
  now: number,
): DispatchPlan {
  const choices = choose(view, recommender, rows, productId);
  const basisOf = permitBases(view, sandboxTerms);
  const bases = choices.map(({ userId, products }) => basisOf(userId, products.length > 0 ? products : [undefined]));
  const permits = permitAll(bases, now);
  const recipients = choices.map((choice, index) => toRecipient(view, choice, permits[index] as Permit));
  const startsAt = permits.find((answer) => answer.kind === 'hold')?.until;
  return {
    recipients,
    sendable: recipients.filter(({ skipped }) => !skipped).length,
    skipped: countSkipped(recipients),
    ...(startsAt !== undefined && { startsAt }),
  };
}

function choose(view: View, recommender: Recommender, rows: readonly LeadRow[], productId: string | undefined): readonly Choice[] {
  const leadsOf = new Map<string, string[]>();
  for (const { userId, id } of rows) {
    const leads = leadsOf.get(userId);
    if (leads) leads.push(id);
    else leadsOf.set(userId, [id]);
  }
  const recommend = recommender.exact();
  return [...leadsOf].map(([userId, leadIds]) => {
    const recommended = productId === undefined ? recommend(userId, 1)[0] : undefined;
    const product = view.product(productId ?? recommended?.productId ?? '');
    return { userId, leadIds, products: product ? [product] : [], ...(recommended && { because: recommended.because }) };
  });
}

function toRecipient(view: View, choice: Choice, answer: Permit): PlannedRecipient {
  const name = view.person(choice.userId)?.name?.value;
  return {
    ...choice,
    ...(name !== undefined && { name }),
    ...(answer.kind === 'skip' ? { skipped: answer.reasons[0] } : { message: composeMessage(choice.products) }),
  };
}

function countSkipped(recipients: readonly PlannedRecipient[]): DispatchPlan['skipped'] {
  const counts = new Map<FailureCode, number>();
  for (const { skipped } of recipients) if (skipped) counts.set(skipped, (counts.get(skipped) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
}
