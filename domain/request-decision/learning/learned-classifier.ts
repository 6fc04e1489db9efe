import { classify } from '../classifier/classify.ts';
import { explainClass } from '../classifier/explain-class.ts';
import type { LinearModel } from '../classifier/linear-model.ts';
import type { Classifier } from '../classifier.ts';
import { type ClassifierMode, taughtClasses } from './when-to-learn.ts';

/** Three to one, in thousandths of log-odds: what is nearer to a toss of a coin is not said, and neither counted for the classifier nor against it. */
const leastMargin = 1_099;
/** Parts of the text that are told as the reason. */
const featuresTold = 3;

/** A published model as `decide` is given one. */
export const learnedClassifier = (hash: string, model: LinearModel, mode: ClassifierMode): Classifier => ({
  hash,
  mode,
  classify: (text) => {
    const { class: name, margin } = classify(model, text);
    const said = taughtClasses.find((taught) => taught === name);
    if (!said || margin < leastMargin) return undefined;
    return { said, margin, features: explainClass(model, text, featuresTold).map(({ words }) => words) };
  },
});
