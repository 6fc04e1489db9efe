/**
 * The inverse of a symmetric, positive definite matrix of `size` rows, in its own place, in floating point: Cholesky's factor, its inverse, their product; a
 * third of what elimination costs. Throws where the matrix is not positive definite.
 */
export function invertSymmetric(matrix: Float64Array, size: number): void {
  const diagonal = factorise(matrix, size);
  invertFactor(matrix, size, diagonal);
  multiplyFactor(matrix, size, diagonal);
}

/** Rows that are worked on together, so that a row read for them is read once for all four. */
const together = 4;

/** The lower triangle becomes that of `L` with `L Lᵀ` = the matrix; its diagonal is returned. */
function factorise(matrix: Float64Array, size: number): Float64Array {
  const diagonal = new Float64Array(size);
  const sums = new Float64Array(together);
  for (let top = 0; top < size; top += together) {
    const rows = Math.min(together, size - top);
    for (let column = 0; column < top + rows; column += 1) {
      const first = Math.max(top, column);
      dots(matrix, top * size, size, rows, column * size, Math.min(column, top), sums);
      for (let row = first; row < top + rows; row += 1) {
        const rest = top < column ? dot(matrix, row * size + top, column * size + top, column - top) : 0;
        const value = (matrix[row * size + column] as number) - (sums[row - top] as number) - rest;
        if (row > column) matrix[row * size + column] = value / (diagonal[column] as number);
        else if (value > 0) diagonal[column] = Math.sqrt(value);
        else throw new RangeError('the matrix is not positive definite');
      }
    }
  }
  return diagonal;
}

/** The upper triangle becomes the inverse of `L`, transposed; its diagonal replaces that of `L`. */
function invertFactor(matrix: Float64Array, size: number, diagonal: Float64Array): void {
  for (let at = 0; at < size; at += 1) diagonal[at] = 1 / (diagonal[at] as number);
  const sums = new Float64Array(together);
  for (let top = 0; top < size; top += together) {
    for (let column = top + 1; column < size; column += 1) {
      const rows = Math.min(together, column - top);
      const from = top + rows;
      dots(matrix, top * size + from, size, rows, column * size + from, column - from, sums);
      for (let row = top; row < from; row += 1) {
        const near = dot(matrix, row * size + row + 1, column * size + row + 1, from - row - 1);
        const sum = (sums[row - top] as number) + near + (matrix[column * size + row] as number) * (diagonal[row] as number);
        matrix[row * size + column] = -sum * (diagonal[column] as number);
      }
    }
  }
}

/** The inverse of the matrix: the inverse of `L`, transposed, times the inverse of `L`; first below the diagonal, then in both triangles. */
function multiplyFactor(matrix: Float64Array, size: number, diagonal: Float64Array): void {
  const sums = new Float64Array(together);
  const squares = new Float64Array(size);
  for (let top = 0; top < size; top += together) {
    for (let column = top; column < size; column += 1) {
      const rows = Math.min(together, column - top + 1, size - top);
      dots(matrix, top * size + column + 1, size, rows, column * size + column + 1, size - column - 1, sums);
      for (let row = top; row < top + rows; row += 1) {
        const own = diagonal[column] as number;
        if (row === column) squares[column] = own * own + (sums[row - top] as number);
        else matrix[column * size + row] = (sums[row - top] as number) + (matrix[row * size + column] as number) * own;
      }
    }
  }
  for (let row = 0; row < size; row += 1) {
    matrix[row * size + row] = squares[row] as number;
    for (let column = row + 1; column < size; column += 1) matrix[row * size + column] = matrix[column * size + row] as number;
  }
}

/** Products of up to four parts of rows, `stride` apart from `first`, with one at `other`. */
function dots(m: Float64Array, first: number, stride: number, rows: number, other: number, length: number, sums: Float64Array): void {
  if (rows < together) {
    for (let row = 0; row < rows; row += 1) sums[row] = dot(m, first + row * stride, other, length);
    return;
  }
  let [a, b, c, d] = [0, 0, 0, 0];
  const [second, third, fourth] = [first + stride, first + 2 * stride, first + 3 * stride];
  for (let at = 0; at < length; at += 1) {
    const value = m[other + at] as number;
    a += (m[first + at] as number) * value;
    b += (m[second + at] as number) * value;
    c += (m[third + at] as number) * value;
    d += (m[fourth + at] as number) * value;
  }
  sums[0] = a;
  sums[1] = b;
  sums[2] = c;
  sums[3] = d;
}

function dot(m: Float64Array, one: number, other: number, length: number): number {
  let sum = 0;
  for (let at = 0; at < length; at += 1) sum += (m[one + at] as number) * (m[other + at] as number);
  return sum;
}
