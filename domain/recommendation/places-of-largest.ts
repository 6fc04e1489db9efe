/**
 * The places of the `count` largest values, in no order; of equal values the places that `before` puts first. All places where there are no more
 * than `count`.
 */
export function placesOfLargest(values: Float64Array | Uint32Array, count: number, before: (a: number, b: number) => number): number[] {
  if (values.length <= count) return [...values.keys()];
  const least = nthLargest(values.slice(), count);
  const above: number[] = [];
  const equal: number[] = [];
  values.forEach((value, place) => {
    if (value > least) above.push(place);
    else if (value === least) equal.push(place);
  });
  return [...above, ...equal.sort(before).slice(0, count - above.length)];
}

/** The `n`-th largest value, n from 1; the values are put into another order (Hoare's selection). */
function nthLargest(values: Float64Array | Uint32Array, n: number): number {
  let [from, to] = [0, values.length - 1];
  while (from < to) {
    const [right, left] = partition(values, from, to);
    if (n - 1 <= right) to = right;
    else if (n - 1 >= left) from = left;
    else break;
  }
  return values[n - 1] as number;
}

/** Larger values to the left, smaller ones to the right; returns where the left part ends and the right one begins. */
function partition(values: Float64Array | Uint32Array, from: number, to: number): [leftEnd: number, rightStart: number] {
  const pivot = values[(from + to) >>> 1] as number;
  let [left, right] = [from, to];
  while (left <= right) {
    while ((values[left] as number) > pivot) left += 1;
    while ((values[right] as number) < pivot) right -= 1;
    if (left > right) break;
    const swapped = values[left] as number;
    values[left] = values[right] as number;
    values[right] = swapped;
    left += 1;
    right -= 1;
  }
  return [right, left];
}
