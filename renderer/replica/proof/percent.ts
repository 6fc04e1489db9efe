/** Whole, 0 to 100; more may come than was expected. */
export const percentOf = (done: number, total: number): number =>
  total === 0 ? 100 : Math.max(0, Math.min(100, Math.floor((100 * done) / total)));
