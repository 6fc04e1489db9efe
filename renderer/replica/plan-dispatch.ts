import type { AdapterId } from '../../contract/dispatch.ts';
import type { FailureCode } from '../../contract/failure.ts';
import { messageSender } from '../../domain/dispatching/message-sender.ts';
import type { Permit } from '../../domain/dispatching/permit.ts';
import { judgeOf } from '../../domain/dispatching/permit-all.ts';
import type { WrittenMessage } from '../../domain/dispatching/written-message.ts';
import { shippedRules } from '../../domain/policy/shipped-rules.ts';
import { leadsByUser, productChooser } from './composing/choose-products.ts';
import type { WholePlan } from './composing/whole-plan.ts';
import { messageWriter, type WriteMessage } from './composing/write-message.ts';
import type { PlannedRecipient } from './desk/dispatch-plan.ts';
import type { LeadRow } from './desk/lead-view.ts';
import { type DispatchTerms, permitBases } from './permit/permit-basis.ts';
import type { Recommender } from './recommender.ts';
import { atOnce, inTurns, type Strides } from './strides.ts';
import type { View } from './view.ts';

/** What a plan is made from, beside the message. `provider`: what the server said last, the sandbox where it never did. */
export type PlanBasis = Readonly<{ view: View; recommender: Recommender; provider: AdapterId; now: number }>;

/** People planned at a time: some milliseconds, between which the worker does whatever else there is to do. */
const stride = 2_000;

/** Who would get what, and who is left out and why: each person once, however many of their leads were picked (I8, when composed). */
export const planDispatch = (basis: PlanBasis, rows: readonly LeadRow[], written: WrittenMessage): WholePlan =>
  atOnce(planning(basis, rows, written));

/** The same in strides; whoever changes between two of them is planned as they are when it is their turn. */
export const planInStrides = (basis: PlanBasis, rows: readonly LeadRow[], written: WrittenMessage): Promise<WholePlan> =>
  inTurns(planning(basis, rows, written));

function* planning({ view, recommender, provider, now }: PlanBasis, rows: readonly LeadRow[], written: WrittenMessage): Strides<WholePlan> {
  const choose = productChooser(view, recommender, written.products);
  const basisOf = permitBases(view, termsOfPermit(provider, written));
  const judge = judgeOf(Math.max(now, written.sendAt ?? now));
  const write = messageWriter({ provider, sender: messageSender(view.policy('sending') ?? shippedRules('sending')), text: written.text });
  const recipients: PlannedRecipient[] = [];
  let startsAt: number | undefined;
  for (const [userId, leadIds] of leadsByUser(rows)) {
    if (recipients.length > 0 && recipients.length % stride === 0) yield;
    const choice = choose(userId);
    const name = view.person(userId)?.name?.value;
    const answer = judge(basisOf(userId, choice.products.length > 0 ? choice.products : nothingFound));
    if (answer.kind === 'hold') startsAt ??= answer.until;
    recipients.push(toRecipient({ userId, leadIds, ...choice, ...(name !== undefined && { name }) }, answer, write));
  }
  return {
    recipients,
    sendable: recipients.filter(({ skipped }) => !skipped).length,
    skipped: countSkipped(recipients),
    ...(startsAt !== undefined && { startsAt }),
  };
}

/** Whoever nothing is recommended for is left out, like somebody whose product is gone. */
const nothingFound: readonly undefined[] = [undefined];

/** The same for whom it was written for, when it is looked at again. */
export const termsOfPermit = (provider: AdapterId, { repeatAllowed }: Pick<WrittenMessage, 'repeatAllowed'>): DispatchTerms => ({
  channel: 'kakao_brand',
  repeatAllowed: repeatAllowed ?? false,
  sandbox: provider === 'sandbox',
});

function toRecipient(who: PlannedRecipient, answer: Permit, write: WriteMessage): PlannedRecipient {
  const skipped = answer.kind === 'skip' ? answer.reasons[0] : write(who.products, who.name).skipped;
  return skipped ? { ...who, skipped } : who;
}

function countSkipped(recipients: readonly PlannedRecipient[]): WholePlan['skipped'] {
  const counts = new Map<FailureCode, number>();
  for (const { skipped } of recipients) if (skipped) counts.set(skipped, (counts.get(skipped) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
}
