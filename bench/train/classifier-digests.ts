import { hash } from '../../domain/identity/hash.ts';
import type { LinearModel } from '../../domain/request-decision/classifier/linear-model.ts';
import { decodeModel, encodeModel } from '../../domain/request-decision/classifier/model-file.ts';
import { hashOf } from '../../domain/request-decision/classifier/testing/hash-of.ts';
import { trainModel } from '../../domain/request-decision/classifier/train-model.ts';
import { decide } from '../../domain/request-decision/decide.ts';
import { learnedClassifier } from '../../domain/request-decision/learning/learned-classifier.ts';
import { taughtClasses } from '../../domain/request-decision/learning/when-to-learn.ts';
import { requestsDevelop } from '../../domain/request-decision/testing/requests-develop.ts';
import { shuffled } from './split.ts';
import { generatedUtterances } from './utterances.ts';

/** What engines might read each in its own way: letters taken apart, of full width, of no width, half a pair, emoji, other scripts. */
const oddTexts = [
  '환불은 안 됩니다'.normalize('NFD'),
  '환불은　안　됩니다',
  '불\u200b가\u200b능',
  'ＡＢＣ①㈜ﬁ ½',
  '안\ud83d 돼요',
  '👩‍👩‍👧‍👦 교환해 주세요 🙏🏽',
  'İstanbul ß ﬀ Ωǆ',
  '',
];

/**
 * Of a classifier that was learned from one half of our own messages: its file, what it says of texts and why, and what becomes of requests when it may act. As it was
 * learned, and as it is read from its file; each engine has to come to the same.
 */
export function classifierDigests(seed: string): readonly (readonly [name: string, digest: string])[] {
  const examples = shuffled(requestsDevelop, seed).map(({ text, label }) => ({ text, label: taughtClasses.indexOf(label) }));
  const learned = trainModel(taughtClasses, examples);
  const file = encodeModel(learned);
  const ways = { inOrder: learned, read: decodeModel(file) };
  const texts = [...oddTexts, ...generatedUtterances(seed).asked.map(({ text }) => text), ...requestsDevelop.map(({ text }) => text)];
  return Object.entries(ways).flatMap(([way, model]) => (model ? digestsOf(way, model, texts) : [[`classifier ${way}`, 'unreadable']]));
}

function digestsOf(way: string, model: LinearModel, texts: readonly string[]): [name: string, digest: string][] {
  const classifier = learnedClassifier('', model, 'active');
  return [
    [`classifier ${way}`, hashOf(encodeModel(model))],
    [`said ${way}`, hash(...texts.map((text) => JSON.stringify(classifier.classify(text) ?? null)))],
    [
      `decided ${way}`,
      hash(...texts.map((text) => JSON.stringify(decide({ text, productId: 'product', product: undefined }, classifier)))),
    ],
  ];
}
