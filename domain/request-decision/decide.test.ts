import { describe, expect, test } from 'vitest';
import type { DecisionRules } from '../../contract/policy/decision-policy.ts';
import type { Product } from '../../contract/product.ts';
import type { Classifier } from './classifier.ts';
import { decide, outcomeOf, standingAfter } from './decide.ts';
import { shippedDecisionRules } from './product-rules.ts';
import { requestsDevelop } from './testing/requests-develop.ts';

/** Not in the catalogue. */
const unlisted = { productId: '001', product: undefined };
const judged = (text: string) => decide({ text, ...unlisted });

test.each([
  ['불가능', 'refuse', 'seed.impossible'],
  ['불가능합니다', 'refuse', 'words.refusal'],
  [' 불 가 능 ', 'refuse', 'words.refusal'],
  ['가능하지 않습니다', 'refuse', 'words.refusal'],
  ['할 수 없습니다', 'refuse', 'words.failure'],
  ['안 될 것 같아요', 'refuse', 'words.failure'],
  ['그냥 취소할게요', 'refuse', 'words.withdrawal'],
  ['취소할게요, 아니 그냥 보내 주세요', 'review', 'words.withdrawalDoubted'],
  ['로그인이 안 돼요', 'review', 'words.fault'],
  ['앱 연결이 안 돼요, 방법 알려 주세요', 'approve', 'words.asksAnyway'],
  ['불가능한가요?', 'approve', 'words.takenBack'],
  ['불가능하지 않습니다', 'approve', 'words.takenBack'],
  ['취소하지 말아 주세요', 'approve', 'default.approve'],
  ['반려동물 샘플', 'approve', 'default.approve'],
  ['선물 포장해 주세요', 'approve', 'default.approve'],
])('given the request %j, the verdict is %s by %s', (text, outcome, rule) => {
  expect(judged(text)).toMatchObject({ outcome, rule });
});

test('given a message that was erased, it is approved by no word of it', () => {
  expect(decide({ text: undefined, ...unlisted })).toEqual({ outcome: 'approve', rule: 'default.approve', version: 1 });
});

test('given a refusal, the span is the part of the raw message that it rests on, and the words are as they were typed', () => {
  const text = '죄송하지만 그건 안 됩니다.';

  const { span, words } = judged(text);

  expect(text.slice(span?.start, span?.end)).toBe('안 됩');
  expect(words).toEqual(['안 됩']);
});

describe('what the shop says of the product', () => {
  const product: Product = {
    ...{ id: '001', productId: '001', name: '머그', priceKrw: 1, category: '주방' },
    ...{ imageUrl: 'https://a.example/1', url: 'https://a.example', inStock: true, at: 1, factId: 'x' },
  };
  const policy = (change: Partial<DecisionRules>): DecisionRules => ({ ...shippedDecisionRules, ...change });
  const ofProduct = { products: [{ productId: '001', outcome: 'review' as const }] };
  const ofCategory = { categories: [{ category: '주방', outcome: 'refuse' as const }] };

  test.each([
    ['nothing', {}, {}, 'approve', 'default.approve'],
    ['that it is out of stock', { inStock: false }, {}, 'refuse', 'product.outOfStock'],
    ['that it is discontinued', { inStock: false, discontinued: true }, {}, 'refuse', 'product.discontinued'],
    ['that its stock says nothing', { inStock: false }, { outOfStock: 'read' }, 'approve', 'default.approve'],
    ['what holds of its category', {}, ofCategory, 'refuse', 'policy.category'],
    ['what holds of it, whatever of its category', {}, { ...ofCategory, ...ofProduct }, 'review', 'policy.product'],
    ['what holds of it, whatever its stock', { inStock: false }, ofProduct, 'review', 'policy.product'],
  ] as const)('given %s, the verdict goes by that', (_, facts, rules, outcome, rule) => {
    const verdict = decide({ text: '포장해 주세요', productId: '001', product: { ...product, ...facts }, policy: policy(rules) });

    expect(verdict).toMatchObject({ outcome, rule });
  });

  test('given the seed word and an approving policy, the shop stands before the word', () => {
    const approving = policy({ products: [{ productId: '001', outcome: 'approve' }] });

    expect(decide({ text: '불가능', productId: '001', product, policy: approving })).toMatchObject({
      outcome: 'approve',
      rule: 'policy.product',
    });
  });
});

describe('a learned model', () => {
  const model = (mode: Classifier['mode'], said: 'approve' | 'refuse'): Classifier => ({
    hash: 'a'.repeat(64),
    mode,
    classify: () => ({ said, margin: 2, features: ['어렵'] }),
  });
  const asked = { hash: 'a'.repeat(64), said: 'refuse', margin: 2 };

  test('given one in the shadow, what it says is kept and moves nothing', () => {
    const verdict = decide({ text: '포장해 주세요', ...unlisted }, model('shadow', 'refuse'));

    expect(verdict).toEqual({ outcome: 'approve', rule: 'default.approve', version: 1, model: asked });
  });

  test('given an active one that contradicts the words, a person decides', () => {
    const verdict = decide({ text: '포장해 주세요', ...unlisted }, model('active', 'refuse'));

    expect(verdict).toMatchObject({ outcome: 'review', rule: 'model.doubt', words: ['어렵'], model: asked });
  });

  test.each(['shadow', 'active'] as const)('given one that agrees (%s), the rule stands', (mode) => {
    expect(decide({ text: '불가합니다', ...unlisted }, model(mode, 'refuse'))).toMatchObject({
      outcome: 'refuse',
      rule: 'words.refusal',
    });
  });

  test('given the seed word, no model doubts it', () => {
    expect(decide({ text: '불가능', ...unlisted }, model('active', 'approve'))).toMatchObject({
      outcome: 'refuse',
      rule: 'seed.impossible',
    });
  });
});

test('given the labelled messages to develop against, nearly all that are refused should be, and nearly all that should be are', () => {
  const verdicts = requestsDevelop.map(({ text, label }) => ({ label, ...judged(text) }));
  const refused = verdicts.filter(({ outcome }) => outcome === 'refuse');
  const right = refused.filter(({ label }) => label === 'refuse');

  expect(right.length / refused.length).toBeGreaterThanOrEqual(0.95);
  expect(right.length / verdicts.filter(({ label }) => label === 'refuse').length).toBeGreaterThanOrEqual(0.9);
});

test.each([
  ['approve', 'requests'],
  ['refuse', 'refusals'],
  ['review', 'waiting'],
] as const)('given %s, the request is held by the count %s, and back', (outcome, standing) => {
  expect(standingAfter(outcome)).toBe(standing);
  expect(outcomeOf(standing)).toBe(outcome);
});
