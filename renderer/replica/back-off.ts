const firstMs = 500;
const longestMs = 30_000;

/** How long to wait after the n-th failure in a row (from 0): doubling to 30 s, the upper half of it random, never less than 250 ms. */
export function backOffMs(failures: number, random: () => number): number {
  const ceiling = Math.min(longestMs, firstMs * 2 ** Math.min(failures, 16));
  return ceiling / 2 + random() * (ceiling / 2);
}
