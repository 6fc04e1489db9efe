import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classify } from './classify.ts';
import { exactExp } from './exact-exp.ts';
import { encodeModel } from './model-file.ts';
import { hashOf } from './testing/hash-of.ts';
import { aShopsModel, shopsExamples } from './testing/shop-model.ts';
import { trainModel } from './train-model.ts';

test('given examples of two classes, new texts that end like them are put with them', () => {
  const model = aShopsModel();

  const said = ['각인은 안 됩니다', '배송일 변경은 불가합니다', '각인해 주세요', '배송일 변경 부탁드려요'].map(
    (text) => classify(model, text).class,
  );

  expect(said).toEqual(['refuse', 'refuse', 'approve', 'approve']);
});

test('given the same examples in the same order, every engine learns the very bytes that are pinned here (I10)', () => {
  const bytes = encodeModel(aShopsModel());

  expect(hashOf(bytes)).toBe('831cf57612b73b1ee612129fa9ab194c3224eaceacd2231113a104cc2cfee986');
});

test('given no examples, nothing speaks for any class', () => {
  const model = trainModel(['approve', 'refuse'], []);

  expect(classify(model, '선물 포장 부탁드려요')).toEqual({ class: 'approve', margin: 0 });
});

test('given a text again and again, its margin grows', () => {
  const once = trainModel(['approve', 'refuse'], shopsExamples.slice(0, 2));
  const often = trainModel(['approve', 'refuse'], [...shopsExamples.slice(0, 2), ...shopsExamples.slice(0, 2)]);
  const [{ text = '' } = {}] = shopsExamples;

  expect(classify(often, text).margin).toBeGreaterThan(classify(once, text).margin);
});

test('the power that is made of exact operations is that of the engine, to the last bits', () => {
  fc.assert(
    fc.property(fc.double({ min: -40, max: 0, noNaN: true }), (power) => {
      const exact = exactExp(power);

      expect(Math.abs(exact / Math.exp(power) - 1)).toBeLessThan(4e-15);
    }),
  );
  expect([exactExp(0), exactExp(-41)]).toEqual([1, 0]);
});
