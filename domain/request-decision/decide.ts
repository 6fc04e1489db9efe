import type { AskedModel } from '../../contract/asked-model.ts';
import type { DecisionOutcome } from '../../contract/decision-outcome.ts';
import type { DecisionRules } from '../../contract/policy/decision-policy.ts';
import type { RequestStanding } from '../../contract/request-standing.ts';
import type { Classified, Classifier } from './classifier.ts';
import { productRules, type RequestedProduct, shippedDecisionRules } from './product-rules.ts';
import type { Finding } from './rule.ts';
import { readWords } from './words/read-words.ts';
import { wordRules } from './words/word-rules.ts';

/** A request as its rules see it. `text` is absent once it was erased; without a `policy` the shipped one holds. */
export type RequestToDecide = RequestedProduct & Readonly<{ text: string | undefined; policy?: DecisionRules | undefined }>;

/** What a rule made of a request; `rule` and `version` say which, for the audit and for the answer's `reason`. */
export type Verdict = Finding & Readonly<{ rule: string; version: number; model?: AskedModel }>;

/**
 * Judges a request: pure, ordered, first match wins. What the shop says of the product, the seed's exact word, the words of the message, and
 * else approved; a model that may act moves a case that it contradicts to review. Judged once, live; the verdict is stored as a fact and
 * never recomputed. A person's word is a decision of its own, later than this one, and stands over every rule.
 */
export function decide(request: RequestToDecide, classifier?: Classifier): Verdict {
  const verdict = byProduct(request, request.policy) ?? byText(request.text);
  const asked = request.text === undefined ? undefined : classifier?.classify(request.text);
  return classifier && asked ? withModel(verdict, listenedTo(classifier, request.policy), asked) : verdict;
}

/** What the shop says of the product; undefined where the message is to be read. */
export function byProduct(requested: RequestedProduct, policy: DecisionRules = shippedDecisionRules): Verdict | undefined {
  for (const { id, version, judge } of productRules) {
    const outcome = judge(requested, policy);
    if (outcome === 'read') return undefined;
    if (outcome) return { outcome, rule: id, version };
  }
  return undefined;
}

/** What a message comes to whatever it is about; the same text and versions, the same verdict. */
const byText = (text: string | undefined): Verdict =>
  bySeed(text) ?? byWords(text) ?? { outcome: 'approve', rule: 'default.approve', version: 1 };

/** Whether this rule went by the text alone, in a version that would find the same again. */
export const isOfText = ({ rule, version }: Pick<Verdict, 'rule' | 'version'>): boolean =>
  (version === 1 && (rule === 'seed.impossible' || rule === 'default.approve')) ||
  wordRules.some((known) => known.id === rule && known.version === version);

/** A shop may leave a classifier in the shadow, however often it was right. */
export const listenedTo = (
  classifier: Pick<Classifier, 'hash' | 'mode'>,
  { classifierDoubts }: DecisionRules = shippedDecisionRules,
): Pick<Classifier, 'hash' | 'mode'> => (classifierDoubts ? classifier : { ...classifier, mode: 'shadow' });

const impossible = '불가능';

/** The rule that Talklens grew from: exactly this word, and nothing around it. */
function bySeed(text: string | undefined): Verdict | undefined {
  if (text !== impossible) return undefined;
  return { outcome: 'refuse', rule: 'seed.impossible', version: 1, span: { start: 0, end: impossible.length }, words: [impossible] };
}

function byWords(text: string | undefined): Verdict | undefined {
  if (text === undefined) return undefined;
  const reading = readWords(text);
  for (const { id, version, judge } of wordRules) {
    const found = judge(reading);
    if (found) return { ...found, rule: id, version };
  }
  return undefined;
}

/** What the shop has said of a product is not for a model to doubt. */
export function withModel(
  verdict: Verdict,
  { hash, mode }: Pick<Classifier, 'hash' | 'mode'>,
  { said, margin, features }: Classified,
): Verdict {
  const model = { hash, said, margin };
  const doubts = mode === 'active' && verdict.outcome !== 'review' && verdict.outcome !== said;
  const isShops = productRules.some(({ id }) => id === verdict.rule) || verdict.rule === 'seed.impossible';
  if (!doubts || isShops) return { ...verdict, model };
  return { outcome: 'review', rule: 'model.doubt', version: 1, ...(verdict.span && { span: verdict.span }), words: features, model };
}

const standings = { approve: 'requests', refuse: 'refusals', review: 'waiting' } as const satisfies Record<
  DecisionOutcome,
  RequestStanding
>;

/** The count that holds a request after this outcome. */
export const standingAfter = (outcome: DecisionOutcome): RequestStanding => standings[outcome];

const outcomes = { requests: 'approve', refusals: 'refuse', waiting: 'review' } as const satisfies Record<RequestStanding, DecisionOutcome>;

/** The outcome after which a request stands so. */
export const outcomeOf = (standing: RequestStanding): DecisionOutcome => outcomes[standing];
