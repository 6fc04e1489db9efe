import type { DecisionOutcome } from '../../contract/activity.ts';
import type { Product } from '../../contract/product.ts';
import type { RequestStanding } from '../training/training.ts';

/** A request as its rules see it. `text` is absent once it was erased. */
export type RequestToDecide = Readonly<{ text: string | undefined; product: Product | undefined }>;

/** What a rule made of a request; `rule` and `version` say which, for the audit and for the answer's `reason`. */
export type Verdict = Readonly<{ outcome: DecisionOutcome; rule: string; version: number }>;

/**
 * Judges a request: pure, ordered, first match wins. Judged once, live; the verdict is stored as a fact and never
 * recomputed.
 */
export function decide({ text }: RequestToDecide): Verdict {
  if (text === '불가능') return { outcome: 'refuse', rule: 'seed.impossible', version: 1 };
  return { outcome: 'approve', rule: 'default.approve', version: 1 };
}

const standings = { approve: 'requests', refuse: 'refusals', review: 'waiting' } as const satisfies Record<
  DecisionOutcome,
  RequestStanding
>;

/** The count that holds a request after this outcome. */
export const standingAfter = (outcome: DecisionOutcome): RequestStanding => standings[outcome];
