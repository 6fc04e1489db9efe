import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classify } from './classify.ts';
import { explainClass } from './explain-class.ts';
import { decodeModel, encodeModel } from './model-file.ts';
import { aShopsModel } from './testing/shop-model.ts';
import { readable } from './text-features.ts';

const model = aShopsModel();
const changed = (bytes: Uint8Array, at: number): Uint8Array => bytes.map((byte, index) => (index === at ? byte + 1 : byte));
const anyText = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: fc.constantFrom(...'교환불가능합니다안돼요 ?해주세') }));

test.each([
  ['taken apart into jamo', '환불은 안 됩니다'.normalize('NFD')],
  ['spaced out', '  환불은   안\t됩니다\n'],
  ['in letters of full width', '환불은　안 됩니다'],
])('given a text %s, it is the same text', (_, text) => {
  expect(classify(model, text)).toEqual(classify(model, '환불은 안 됩니다'));
});

test('given a refusal, the words that made it one are told', () => {
  const reasons = explainClass(model, '각인은 안 됩니다', 3);

  expect(reasons[0]?.words).toContain('안 됩니다');
});

test('given any text, its reasons are parts of it, the strongest first', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const reasons = explainClass(model, text, 4);

      const weights = reasons.map(({ weight }) => weight);
      expect(weights).toEqual([...weights].sort((a, b) => b - a));
      for (const { words } of reasons) {
        expect(readable(text)).toContain(words);
        expect(() => encodeURIComponent(words)).not.toThrow(); // no half of a pair
      }
    }),
  );
});

test('given any text, a model says of it what it said before it was written down and read again', () => {
  const again = decodeModel(encodeModel(model));

  fc.assert(
    fc.property(anyText, (text) => {
      expect(again && classify(again, text)).toEqual(classify(model, text));
    }),
  );
});

test.each([
  ['is empty', (bytes: Uint8Array) => bytes.subarray(0, 0)],
  ['ends too soon', (bytes: Uint8Array) => bytes.subarray(0, -1)],
  ['is something else', (bytes: Uint8Array) => changed(bytes, 0)],
  ['is of a later version', (bytes: Uint8Array) => changed(bytes, 4)],
  ['has names that never end', (bytes: Uint8Array) => changed(bytes, 19)],
])('given a file that %s, there is no model', (_, damage) => {
  expect(decodeModel(damage(encodeModel(model)))).toBeUndefined();
});

test('given the seven classes of the benchmark, a model has less than 500 KB', () => {
  const classes = ['0', '1', '2', '3', '4', '5', '6'];

  const bytes = encodeModel({ classes, unit: 1, weights: new Int8Array((model.weights.length / 2) * classes.length) });

  expect(bytes.length).toBeLessThanOrEqual(500_000);
});
