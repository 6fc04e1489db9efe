import { classify } from '../../domain/request-decision/classifier/classify.ts';
import { encodeModel } from '../../domain/request-decision/classifier/model-file.ts';
import { trainModel } from '../../domain/request-decision/classifier/train-model.ts';
import { accuracy, macroF1 } from './class-quality.ts';
import { cpuUs } from './cpu-time.ts';
import type { Data } from './data.ts';
import type { Figures } from './part.ts';
import { generatedUtterances, read3i4k } from './utterances.ts';

const seed = 'held out';
const usPerS = 1_000_000;
const bytesPerKb = 1_000;

/**
 * The learner of request decisions on what it was not made for: kinds of utterances, more of them and labelled by others. No text that is asked about was
 * learned from in any spelling. Times are of the processor.
 */
export async function measureUtterances(data: Data | undefined): Promise<Figures> {
  const { kinds, training, asked } = data ? read3i4k(data, seed) : generatedUtterances(seed);
  const classes = Array.from({ length: kinds }, (_, label) => String(label));
  const startedAt = cpuUs();
  const model = trainModel(classes, training);
  const trainedAt = cpuUs();
  const answers = asked.map(({ text, label }) => ({ said: Number(classify(model, text).class), right: label }));
  const doneAt = cpuUs();
  const of = data ? 'dedup' : 'generated';
  return {
    [`utterance_acc_${of}`]: accuracy(answers),
    [`utterance_f1_${of}`]: macroF1(answers, kinds),
    model_kb: encodeModel(model).length / bytesPerKb,
    predict_us: (doneAt - trainedAt) / asked.length,
    classifier_train_s: (trainedAt - startedAt) / usPerS,
  };
}
