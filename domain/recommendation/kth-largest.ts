/** The `k`-th largest of the first `length` values, k from 1 to `length`; they are put into another order (Hoare's selection). */
export function kthLargest(values: Uint32Array, length: number, k: number): number {
  let [from, to] = [0, length - 1];
  while (from < to) {
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
    if (k - 1 <= right) to = right;
    else if (k - 1 >= left) from = left;
    else break;
  }
  return values[k - 1] as number;
}
