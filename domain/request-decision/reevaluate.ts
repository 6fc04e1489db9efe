import type { AskedModel } from '../../contract/asked-model.ts';
import type { DecisionRules } from '../../contract/policy/decision-policy.ts';
import { byProduct, decide, isOfText, listenedTo, type Verdict, withModel } from './decide.ts';
import type { ClassifierMode } from './learning/when-to-learn.ts';
import type { RequestedProduct } from './product-rules.ts';

/** A request that was decided before: its text where that is at hand, what rules made of it, and what a classifier said when it came. */
export type PastRequest = RequestedProduct &
  Readonly<{ text: string | undefined; decisions: readonly Omit<Verdict, 'model'>[]; model: AskedModel | undefined }>;

/** What requests are judged by now. Without a policy the shipped one holds. */
export type RulesNow = Readonly<{ policy: DecisionRules | undefined; mode: ClassifierMode }>;

/**
 * What the rules of today make of a request of the past. Where its text is not at hand, what a rule once read in it stands in for it; undefined where
 * none has. A classifier is not asked again: what it said when the request came is what it says, so that server and desk come to the same.
 */
export function reevaluate({ text, decisions, model, ...requested }: PastRequest, { policy, mode }: RulesNow): Verdict | undefined {
  const byRules = text === undefined ? (byProduct(requested, policy) ?? decisions.find(isOfText)) : decide({ ...requested, text, policy });
  if (!byRules || !model) return byRules;
  return withModel(byRules, listenedTo({ hash: model.hash, mode }, policy), { ...model, features: [] });
}
