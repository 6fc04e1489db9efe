import type { Lead } from '../../../contract/lead.ts';
import type { DecisionRules } from '../../../contract/policy/decision-policy.ts';
import type { PolicyRules } from '../../../contract/policy.ts';
import type { Product } from '../../../contract/product.ts';
import type { MovedRequest, RequestStanding } from '../../../contract/request-standing.ts';
import { splitLeadId } from '../../../domain/identity/ids.ts';
import { standingAfter } from '../../../domain/request-decision/decide.ts';
import { type RulesNow, reevaluate } from '../../../domain/request-decision/reevaluate.ts';
import type { PastHere } from './past-request.ts';
import type { RequestPlace } from './review-row.ts';

type Standing = RequestPlace & Readonly<{ standing: RequestStanding; word: true | undefined; lead: Lead }>;

export type RulesSource = Readonly<{
  past: (requestEventId: string, lead: Lead) => PastHere | undefined;
  product: (productId: string) => Product | undefined;
  rules: RulesNow;
}>;

/** What the rules would move of what no person has decided; undefined too where that cannot be told from what is here. */
export function dueByRules({ leadId, requestEventId, standing: was, word, lead }: Standing, source: RulesSource): MovedRequest | undefined {
  const past = word ? undefined : source.past(requestEventId, lead);
  const { productId } = splitLeadId(leadId);
  const verdict = past && reevaluate({ ...past, productId, product: source.product(productId) }, source.rules);
  const is = verdict && standingAfter(verdict.outcome);
  return is && is !== was ? { leadId, requestEventId, was, is } : undefined;
}

export const decisionRules = (policy: PolicyRules | undefined): DecisionRules | undefined =>
  policy?.id === 'decision' ? policy : undefined;
