import { expect, test } from 'vitest';
import type { DecisionRules } from '../../../contract/policy/decision-policy.ts';
import { shippedDecisionRules } from '../../../domain/request-decision/product-rules.ts';
import type { KnownRequest } from './known-request.ts';
import type { PastHere } from './past-request.ts';
import { type PreviewSource, previewDecisions } from './preview-decisions.ts';

type Request = Readonly<{ is?: KnownRequest['is']; word?: true; text?: string; rule?: string; outcome?: 'approve' | 'refuse' | 'review' }>;

/** Requests on one product, the first the oldest; decided by their words unless another rule is named. */
function aSource(requests: Readonly<Record<string, Request>>): PreviewSource {
  const ids = Object.keys(requests);
  return {
    decided: () => ids.map((id, at) => [id, at] as const),
    request: (id) => {
      const { is = 'requests', word } = requests[id] ?? {};
      return { leadId: '39~001', at: ids.indexOf(id), decisionNo: 1, is, ...(word && { word }) };
    },
    past: (id): PastHere => {
      const { text, rule = 'default.approve', outcome = 'approve' } = requests[id] ?? {};
      return { text, decisions: [{ outcome, rule, version: 1 }], model: undefined };
    },
    product: () => undefined,
    person: () => undefined,
    mode: 'shadow',
  };
}
const refusing: DecisionRules = { ...shippedDecisionRules, products: [{ productId: '001', outcome: 'refuse' }] };
const look = (
  requests: Readonly<Record<string, Request>>,
  rules: DecisionRules,
  told: Readonly<Record<string, string>> = {},
  newest = 10,
) => previewDecisions(aSource(requests), rules, { newest, texts: new Map(Object.entries(told)) });

test('given rules that refuse a product, every request on it would change but those that a person decided, the newest first', () => {
  const { preview } = look({ old: { text: '부탁해요' }, person: { word: true }, refused: { is: 'refusals' }, young: {} }, refusing);

  expect(preview).toMatchObject({ requests: 4, byPeople: 1, unknown: 0 });
  expect(preview.changes.map(({ requestEventId, from, to, rule }) => [requestEventId, from, to, rule])).toEqual([
    ['young', 'approve', 'refuse', 'policy.product'],
    ['old', 'approve', 'refuse', 'policy.product'],
  ]);
});

test('given a rule of the product that is dropped, the message decides; where it is not here that cannot be told until the server has told it', () => {
  const byPolicy = { is: 'refusals', rule: 'policy.product', outcome: 'refuse' } as const;
  const requests = { here: { ...byPolicy, text: '내일 부탁해요' }, away: byPolicy };

  const offline = look(requests, shippedDecisionRules);
  const told = look(requests, shippedDecisionRules, { away: '불가능' });

  expect(offline.unknown).toEqual(['away']);
  expect(offline.preview.changes.map(({ requestEventId, to }) => [requestEventId, to])).toEqual([['here', 'approve']]);
  expect(told.preview).toMatchObject({ unknown: 0, changes: [{ requestEventId: 'here' }] });
});

test('given a message that is not here and was read before by a rule that still stands, what that found stands in for it', () => {
  const { preview, unknown } = look(
    { read: { is: 'refusals', rule: 'policy.product' }, found: { rule: 'words.refusal', outcome: 'refuse' } },
    {
      ...shippedDecisionRules,
    },
  );

  expect(unknown).toEqual(['read']);
  expect(preview.changes).toMatchObject([{ requestEventId: 'found', from: 'approve', to: 'refuse', rule: 'words.refusal' }]);
});

test('given more requests than are looked at, the newest are', () => {
  const { preview } = look({ a: {}, b: {}, c: {} }, refusing, {}, 2);

  expect(preview.requests).toBe(2);
  expect(preview.changes.map(({ requestEventId }) => requestEventId)).toEqual(['c', 'b']);
});

test('given some requests alone, nothing is said of the others', () => {
  const { preview } = previewDecisions(aSource({ a: {}, b: { word: true }, c: {} }), refusing, {
    ...{ newest: 10, texts: new Map<string, string>() },
    only: new Set(['a', 'b']),
  });

  expect(preview).toMatchObject({ requests: 2, byPeople: 1 });
  expect(preview.changes.map(({ requestEventId }) => requestEventId)).toEqual(['a']);
});
