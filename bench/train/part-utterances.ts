import { classify } from '../../domain/request-decision/classifier/classify.ts';
import { encodeModel } from '../../domain/request-decision/classifier/model-file.ts';
import { trainModel } from '../../domain/request-decision/classifier/train-model.ts';
import { accuracy, macroF1 } from './class-quality.ts';
import type { Data } from './data.ts';
import type { Figures } from './part.ts';
import { generatedUtterances, read3i4k } from './utterances.ts';

const seed = 'held out';
const usPerMs = 1_000;
const msPerS = 1_000;
const bytesPerKb = 1_000;

/**
 * The learner of request decisions on what it was not made for: kinds of utterances, more of them and labelled by others. No text that is asked about was
 * learned from in any spelling.
 */
export async function measureUtterances(data: Data | undefined): Promise<Figures> {
  const { kinds, training, asked } = data ? read3i4k(data, seed) : generatedUtterances(seed);
  const classes = Array.from({ length: kinds }, (_, label) => String(label));
  const startedAt = performance.now();
  const model = trainModel(classes, training);
  const trainedAt = performance.now();
  const answers = asked.map(({ text, label }) => ({ said: Number(classify(model, text).class), right: label }));
  const doneAt = performance.now();
  const of = data ? 'dedup' : 'generated';
  return {
    [`utterance_acc_${of}`]: accuracy(answers),
    [`utterance_f1_${of}`]: macroF1(answers, kinds),
    model_kb: encodeModel(model).length / bytesPerKb,
    predict_us: ((doneAt - trainedAt) / asked.length) * usPerMs,
    classifier_train_s: (trainedAt - startedAt) / msPerS,
  };
}
