/**
 * Which products speak for which, and how strongly: what recommendations are made from. Columns, products numbered in the order of their ids, so
 * that the same counts give the same bytes however they came about.
 */
export type NeighbourTable = Readonly<{
  /** In rising order (by code unit). */
  productIds: readonly string[];
  /** How many users asked about each. */
  usersOf: Uint32Array;
  /** What product `p` speaks for is at `starts[p]` to `starts[p + 1]` of the three columns below, by rising number. */
  starts: Uint32Array;
  products: Uint32Array;
  /** In 1/2^20; below 0 where a model says that two products stand in each other's place. */
  similarities: Int32Array;
  /** How many users asked about both. */
  users: Uint32Array;
}>;

/** The number of a product, undefined for one that nobody asked about. */
export function numberOf({ productIds }: Pick<NeighbourTable, 'productIds'>, productId: string): number | undefined {
  let [from, to] = [0, productIds.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((productIds[middle] as string) < productId) from = middle + 1;
    else to = middle;
  }
  return productIds[from] === productId ? from : undefined;
}
