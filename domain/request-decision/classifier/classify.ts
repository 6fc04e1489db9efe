import { featuresOf } from './features-of.ts';
import type { LinearModel } from './linear-model.ts';

/** What a model makes of a text. */
export type Classified = Readonly<{
  class: string;
  /** How far the class is ahead of the next, in thousandths of log-odds: 2,197 is nine to one. Never below 0. */
  margin: number;
}>;

const thousandths = 1_000;

/** The class with the highest sum. Sums are of integers, and a square root has one right value, so every engine agrees (I10). */
export function classify(model: LinearModel, text: string): Classified {
  const { best, lead, features } = contest(model, text);
  const margin = (lead * model.unit * thousandths) / Math.sqrt(features || 1);
  return { class: model.classes[best] ?? '', margin: Math.round(margin) };
}

/** The number of the class that is ahead and of the one behind it; of equal ones the first is. `lead` is in weights, `features` how many they were. */
export type Contest = Readonly<{ best: number; next: number; lead: number; features: number }>;

export function contest(model: LinearModel, text: string): Contest {
  const features = featuresOf(text);
  const scores = scoresOf(model, features);
  let [best, next] = [0, 0];
  for (let label = 1; label < scores.length; label += 1) {
    const score = scores[label] as number;
    if (score > (scores[best] as number)) [best, next] = [label, best];
    else if (next === best || score > (scores[next] as number)) next = label;
  }
  return { best, next, lead: (scores[best] ?? 0) - (scores[next] ?? 0), features: features.length };
}

/** For each class. */
function scoresOf({ classes, weights }: LinearModel, features: Uint16Array): Int32Array {
  const scores = new Int32Array(classes.length);
  for (const place of features) {
    const from = place * scores.length;
    for (let label = 0; label < scores.length; label += 1) scores[label] = (scores[label] as number) + (weights[from + label] as number);
  }
  return scores;
}
