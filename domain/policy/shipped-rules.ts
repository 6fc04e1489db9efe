import type { Policy, PolicyId, PolicyRules, SetByPeople } from '../../contract/policy.ts';
import { defaultSendingRules } from '../dispatching/default-rules.ts';
import { defaultRecommendationRules } from '../recommendation/default-rules.ts';
import { shippedDecisionRules } from '../request-decision/product-rules.ts';
import { defaultRules } from '../scoring/default-rules.ts';

const shipped: Readonly<{ [Id in PolicyId]: Extract<PolicyRules, { id: Id }> }> = {
  score: defaultRules,
  recommendation: defaultRecommendationRules,
  decision: shippedDecisionRules,
  sending: defaultSendingRules,
};

/** What holds in a shop that has set no policy of this kind; its version is 0. */
export const shippedRules = <Id extends PolicyId>(id: Id): Extract<PolicyRules, { id: Id }> => shipped[id];

/** Whether people set this policy; the others are what the server published. */
export const isSetByPeople = (policy: Policy): policy is SetByPeople => Object.hasOwn(shipped, policy.id);
