import { expect, test } from 'vitest';
import { decide } from './decide.ts';
import { shippedDecisionRules } from './product-rules.ts';
import { type PastRequest, reevaluate } from './reevaluate.ts';

const hash = 'a'.repeat(64);
const past = (change: Partial<PastRequest>): PastRequest => ({
  ...{ productId: '001', product: undefined, text: '내일까지 부탁해요', decisions: [], model: undefined },
  ...change,
});
const shipped = { policy: undefined, mode: 'shadow' } as const;

test('given the text, it is what the rules say of a request that comes now', () => {
  for (const text of ['불가능', '로그인이 안 돼요', '내일까지 부탁해요', '취소할게요'])
    expect(reevaluate(past({ text }), shipped)).toEqual(decide({ text, productId: '001', product: undefined }));
});

test('given no text, the newest reading of it stands in, of this version only; without one nothing can be said', () => {
  const read = { outcome: 'refuse', rule: 'words.refusal', version: 1 } as const;
  const byPolicy = { outcome: 'approve', rule: 'policy.product', version: 1 } as const;

  expect(reevaluate(past({ text: undefined, decisions: [byPolicy, read] }), shipped)).toEqual(read);
  expect(reevaluate(past({ text: undefined, decisions: [byPolicy, { ...read, version: 2 }] }), shipped)).toBeUndefined();
});

test('given what a classifier had said, an active one doubts again, in the shadow or switched off by the shop it does not', () => {
  const model = { hash, said: 'refuse', margin: 2_000 } as const;
  const muted = { ...shippedDecisionRules, classifierDoubts: false };

  expect(reevaluate(past({ model }), { policy: undefined, mode: 'active' })).toMatchObject({
    outcome: 'review',
    rule: 'model.doubt',
    model,
  });
  expect(reevaluate(past({ model }), shipped)).toMatchObject({ outcome: 'approve', model });
  expect(reevaluate(past({ model }), { policy: muted, mode: 'active' })).toMatchObject({ outcome: 'approve', model });
});
