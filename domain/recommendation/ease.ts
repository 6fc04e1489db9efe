import type { CoOccurrence } from './co-occurrence.ts';
import { invertSymmetric } from './invert-symmetric.ts';
import { forEachWholeRow } from './whole-rows.ts';

/** Ridge of the regression. */
const lambda = 400;

/**
 * How much each product speaks for each other one by EASE (Steck 2019): of all weights without a diagonal those that restore what users showed with the least
 * squares and ridge; `B = -P / diag(P)` with `P` the inverse of the co-occurrences and lambda. Row `p`, column `q`: what `p` adds to `q`, by numbers of the
 * counts. In floating point: memory grows with the square of the products and time with their third power.
 */
export function easeWeights(counts: CoOccurrence): Float64Array {
  const size = counts.products.length;
  const weights = new Float64Array(size * size);
  forEachWholeRow(
    counts,
    () => true,
    (product, { others, users, length }) => {
      weights[product * size + product] = counts.usersOf(product) + lambda;
      for (let at = 0; at < length; at += 1) weights[product * size + (others[at] as number)] = users[at] as number;
    },
  );
  invertSymmetric(weights, size);
  const diagonal = Float64Array.from({ length: size }, (_, at) => weights[at * size + at] as number);
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column < size; column += 1)
      weights[row * size + column] = row === column ? 0 : -(weights[row * size + column] as number) / (diagonal[column] as number);
  return weights;
}
