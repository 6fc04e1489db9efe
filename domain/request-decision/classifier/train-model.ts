import { exactExp } from './exact-exp.ts';
import { featuresOf } from './features-of.ts';
import { type LinearModel, quantised, weightsOf } from './linear-model.ts';

/** A text and the number of the class that somebody put it into. */
export type Example = Readonly<{ text: string; label: number }>;

/** Chosen on utterances that the published figures are not measured on; more passes learn the examples by heart. */
const passes = 4;
const rate = 0.3;
/** Keeps the first examples from having everything their way. */
const firstSquares = 0.01;

/**
 * Multinomial logistic regression over hashed features by AdaGrad (Duchi, Hazan and Singer 2011), in the order in which the examples are given. The same
 * examples in the same order give the same model, bit by bit, in every engine.
 */
export function trainModel(classes: readonly string[], examples: readonly Example[]): LinearModel {
  const learned = new Float32Array(weightsOf(classes.length));
  const squares = new Float32Array(learned.length).fill(firstSquares);
  const read = examples.map(({ text, label }) => ({ features: featuresOf(text), label }));
  const odds = new Float64Array(classes.length);
  for (let pass = 0; pass < passes; pass += 1) {
    for (const { features, label } of read) {
      const value = 1 / Math.sqrt(features.length || 1);
      predict(learned, features, value, odds);
      odds[label] = (odds[label] as number) - 1;
      correct({ learned, squares, features, value, errors: odds });
    }
  }
  return quantised(classes, learned);
}

/** Fills `odds` with how likely each class is. */
function predict(learned: Float32Array, features: Uint16Array, value: number, odds: Float64Array): void {
  odds.fill(0);
  for (const place of features) addWeights(odds, learned, place);
  let most = Number.NEGATIVE_INFINITY;
  for (const sum of odds) most = Math.max(most, sum * value);
  let all = 0;
  for (let label = 0; label < odds.length; label += 1) {
    const share = exactExp((odds[label] as number) * value - most);
    odds[label] = share;
    all += share;
  }
  for (let label = 0; label < odds.length; label += 1) odds[label] = (odds[label] as number) / all;
}

function addWeights(sums: Float64Array, learned: Float32Array, place: number): void {
  const from = place * sums.length;
  for (let label = 0; label < sums.length; label += 1) sums[label] = (sums[label] as number) + (learned[from + label] as number);
}

type Step = Readonly<{ learned: Float32Array; squares: Float32Array; features: Uint16Array; value: number; errors: Float64Array }>;

function correct({ learned, squares, features, value, errors }: Step): void {
  for (const place of features) {
    const from = place * errors.length;
    for (let label = 0; label < errors.length; label += 1) {
      const slope = (errors[label] as number) * value;
      const at = from + label;
      const square = (squares[at] as number) + slope * slope;
      squares[at] = square;
      learned[at] = (learned[at] as number) - (rate * slope) / Math.sqrt(square);
    }
  }
}
