import type { DecisionRules } from '../../../contract/policy/decision-policy.ts';
import { splitLeadId } from '../../../domain/identity/ids.ts';
import { byCodeUnit } from '../../../domain/order.ts';
import { outcomeOf } from '../../../domain/request-decision/decide.ts';
import { type RulesNow, reevaluate } from '../../../domain/request-decision/reevaluate.ts';
import type { View } from '../view.ts';
import type { DecisionChange, DecisionPreview } from './decision-preview.ts';
import type { KnownRequest } from './known-request.ts';
import type { PastHere } from './past-request.ts';

/** What a preview reads: requests as they are shown, and what is here of them. */
export type PreviewSource = Readonly<{
  /** Every request that was decided, by its event, with when it was made. */
  decided: () => Iterable<readonly [string, number]>;
  request: (requestEventId: string) => KnownRequest | undefined;
  past: (requestEventId: string) => PastHere | undefined;
  product: View['product'];
  person: View['person'];
  mode: RulesNow['mode'];
}>;

export const previewSource = (view: View): PreviewSource => ({
  decided: () => decidedIn(view),
  request: view.request,
  past: view.past,
  product: view.product,
  person: view.person,
  mode: view.classifierMode(),
});

/** The newest requests that are looked at. */
export const previewed = 1_000;

/** One request put to other rules: what would change, or that it cannot be told from what is here. */
type Judged = Readonly<{ kind: 'same' | 'word' | 'unknown' }> | Readonly<{ kind: 'change'; change: DecisionChange }>;

/**
 * The newest requests, or some of them, put to other rules; `texts` are what the server told of those that have none here. `unknown` names those that
 * still have none.
 */
export function previewDecisions(
  source: PreviewSource,
  rules: DecisionRules | undefined,
  { newest, texts, only }: Readonly<{ newest: number; texts: ReadonlyMap<string, string>; only?: ReadonlySet<string> | undefined }>,
): Readonly<{ preview: DecisionPreview; unknown: readonly string[] }> {
  const ids = newestOf(source, newest, only);
  const judged = ids.map((id) => [id, judge(source, rules, id, texts.get(id))] as const);
  const unknown = judged.flatMap(([id, { kind }]) => (kind === 'unknown' ? [id] : []));
  const changes = judged.flatMap(([, one]) => (one.kind === 'change' ? [one.change] : []));
  const byPeople = judged.filter(([, { kind }]) => kind === 'word').length;
  return { unknown, preview: { requests: ids.length, byPeople, unknown: unknown.length, asking: false, asked: false, changes } };
}

const newestOf = ({ decided }: PreviewSource, count: number, only: ReadonlySet<string> | undefined): readonly string[] =>
  [...decided()]
    .filter(([id]) => !only || only.has(id))
    .sort(([a, at], [b, bt]) => bt - at || byCodeUnit(b, a))
    .slice(0, count)
    .map(([id]) => id);

function judge(source: PreviewSource, policy: DecisionRules | undefined, requestEventId: string, told: string | undefined): Judged {
  const [request, past] = [source.request(requestEventId), source.past(requestEventId)];
  if (!request || !past) return { kind: 'same' };
  if (request.word) return { kind: 'word' };
  const { productId } = splitLeadId(request.leadId);
  const text = past.text ?? told;
  const verdict = reevaluate({ ...past, text, productId, product: source.product(productId) }, { policy, mode: source.mode });
  if (!verdict) return { kind: 'unknown' };
  const [from, to] = [outcomeOf(request.is), verdict.outcome];
  if (from === to) return { kind: 'same' };
  const named = namesOf(source, request.leadId);
  const said = text === undefined ? {} : { message: text };
  return {
    kind: 'change',
    change: { leadId: request.leadId, requestEventId, ...named, requestedAt: request.at, ...said, from, to, rule: verdict.rule },
  };
}

function namesOf({ person, product }: PreviewSource, leadId: string): Pick<DecisionChange, 'user' | 'product'> {
  const { userId, productId } = splitLeadId(leadId);
  return { user: person(userId)?.name?.value ?? userId, product: product(productId)?.name ?? productId };
}

function* decidedIn({ documents }: Pick<View, 'documents'>): Iterable<readonly [string, number]> {
  const seen = new Set<string>();
  for (const activity of documents.of('activity').values()) {
    if (activity.kind !== 'decided' || seen.has(activity.requestEventId)) continue;
    seen.add(activity.requestEventId);
    yield [activity.requestEventId, activity.requestedAt];
  }
}
