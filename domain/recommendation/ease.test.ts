import { expect, test } from 'vitest';
import { easeWeights } from './ease.ts';
import { invertSymmetric } from './invert-symmetric.ts';
import { learned } from './testing/any-shown.ts';

/** Symmetric, and positive definite since the diagonal outweighs its row. */
function someMatrix(size: number): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column <= row; column += 1) {
      const value = row === column ? size + 1 : Math.sin(row * 7 + column * 3);
      matrix[row * size + column] = value;
      matrix[column * size + row] = value;
    }
  return matrix;
}

test('given a matrix of any size, it times its inverse is one', () => {
  for (const size of [1, 2, 3, 4, 5, 8, 11, 18]) {
    const matrix = someMatrix(size);
    const inverse = matrix.slice();

    invertSymmetric(inverse, size);

    for (let row = 0; row < size; row += 1)
      for (let column = 0; column < size; column += 1) {
        let product = 0;
        for (let at = 0; at < size; at += 1) product += (matrix[row * size + at] as number) * (inverse[at * size + column] as number);
        expect(product).toBeCloseTo(row === column ? 1 : 0, 9);
      }
  }
});

test('given a matrix that has no such factor, says so', () => {
  expect(() => invertSymmetric(Float64Array.of(1, 2, 2, 1), 2)).toThrow(RangeError);
});

test('given users who ask for two products together and for a third alone, the two speak for each other and not for the third', () => {
  const both = Array.from({ length: 900 }, (_, user) =>
    ['bag', 'belt'].map((productId) => ({ userId: `both-${user}`, productId, times: 1 })),
  );
  const alone = Array.from({ length: 900 }, (_, user) => [{ userId: `alone-${user}`, productId: 'coat', times: 1 }]);

  const weights = easeWeights(learned([...both, ...alone].flat()));

  expect(Array.from(weights, (weight) => Number(weight.toFixed(3)))).toEqual([0, 0.692, 0, 0.692, 0, 0, 0, 0, 0]);
});
