import type { AdapterId } from '../../contract/dispatch.ts';
import type { FailureCode } from '../../contract/failure.ts';
import { messageSender } from '../../domain/dispatching/message-sender.ts';
import type { Permit } from '../../domain/dispatching/permit.ts';
import { permitAll } from '../../domain/dispatching/permit-all.ts';
import type { WrittenMessage } from '../../domain/dispatching/written-message.ts';
import { shippedRules } from '../../domain/policy/shipped-rules.ts';
import { type Choice, chooseProducts } from './composing/choose-products.ts';
import { writeMessage } from './composing/write-message.ts';
import type { DispatchPlan, LeadRow, PlannedRecipient } from './desk.ts';
import { type DispatchTerms, permitBases } from './permit/permit-basis.ts';
import type { Recommender } from './recommender.ts';
import type { View } from './view.ts';

/** What a plan is made from, beside the message. `provider`: what the server said last, the sandbox where it never did. */
export type PlanBasis = Readonly<{ view: View; recommender: Recommender; provider: AdapterId; now: number }>;

/** Who would get what, and who is left out and why: each person once, however many of their leads were picked (I8, when composed). */
export function planDispatch(
  { view, recommender, provider, now }: PlanBasis,
  rows: readonly LeadRow[],
  written: WrittenMessage,
): DispatchPlan {
  const choices = chooseProducts(view, recommender, rows, written.products);
  const basisOf = permitBases(view, termsOfPermit(provider, written));
  const bases = choices.map(({ userId, products }) => basisOf(userId, products.length > 0 ? products : [undefined]));
  const permits = permitAll(bases, Math.max(now, written.sendAt ?? now));
  const terms = { provider, sender: messageSender(view.policy('sending') ?? shippedRules('sending')), text: written.text };
  const recipients = choices.map((choice, index) => toRecipient(view, choice, permits[index] as Permit, terms));
  const startsAt = permits.find((answer) => answer.kind === 'hold')?.until;
  return {
    recipients,
    sendable: recipients.filter(({ skipped }) => !skipped).length,
    skipped: countSkipped(recipients),
    ...(startsAt !== undefined && { startsAt }),
  };
}

/** The same for whom it was written for, when it is looked at again. */
export const termsOfPermit = (provider: AdapterId, { repeatAllowed }: Pick<WrittenMessage, 'repeatAllowed'>): DispatchTerms => ({
  channel: 'kakao_brand',
  repeatAllowed: repeatAllowed ?? false,
  sandbox: provider === 'sandbox',
});

type MessageTerms = Parameters<typeof writeMessage>[0];

function toRecipient(view: View, choice: Choice, answer: Permit, terms: MessageTerms): PlannedRecipient {
  const name = view.person(choice.userId)?.name?.value;
  const who = { ...choice, ...(name !== undefined && { name }) };
  if (answer.kind === 'skip') return { ...who, skipped: answer.reasons[0] };
  return { ...who, ...writeMessage(terms, choice.products, name) };
}

function countSkipped(recipients: readonly PlannedRecipient[]): DispatchPlan['skipped'] {
  const counts = new Map<FailureCode, number>();
  for (const { skipped } of recipients) if (skipped) counts.set(skipped, (counts.get(skipped) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
}
