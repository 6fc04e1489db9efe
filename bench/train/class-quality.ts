/** What was said of a text and what is right, by the numbers of classes. */
export type Answer = Readonly<{ said: number; right: number }>;

export const accuracy = (answers: readonly Answer[]): number => answers.filter(({ said, right }) => said === right).length / answers.length;

/** The mean of every class's harmonic mean of precision and recall: a rare class counts as much as a common one. */
export function macroF1(answers: readonly Answer[], classes: number): number {
  let sum = 0;
  for (let label = 0; label < classes; label += 1) {
    const { hits, wrong, missed } = countsOf(answers, label);
    sum += (2 * hits) / (2 * hits + wrong + missed || 1);
  }
  return sum / classes;
}

/** Of one class: how many of those said to be in it are, and how many of those that are in it were said to be. */
export function precisionAndRecall(answers: readonly Answer[], label: number): Readonly<{ precision: number; recall: number }> {
  const { hits, wrong, missed } = countsOf(answers, label);
  return { precision: hits / (hits + wrong || 1), recall: hits / (hits + missed || 1) };
}

function countsOf(answers: readonly Answer[], label: number): Readonly<{ hits: number; wrong: number; missed: number }> {
  const said = answers.filter((answer) => answer.said === label);
  const hits = said.filter(({ right }) => right === label).length;
  const is = answers.filter(({ right }) => right === label).length;
  return { hits, wrong: said.length - hits, missed: is - hits };
}
