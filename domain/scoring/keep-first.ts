/** The first of many in an order, without sorting all of them. */
export type KeptFirst<T> = Readonly<{
  add(one: T): void;
  /** At most as many as are kept, in order. */
  list(): readonly T[];
}>;

/** Keeps the first `most`, at least 1, of whatever is added; `compare` has no two alike. Now and then it forgets what can be none of them. */
export function keepFirst<T>(most: number, compare: (a: T, b: T) => number): KeptFirst<T> {
  let kept: T[] = [];
  /** The last that is still among the first: what comes after it never is. */
  let last: T | undefined;

  const cut = () => {
    kept = kept.sort(compare).slice(0, most);
    last = kept[most - 1];
  };
  return {
    add: (one) => {
      if (last !== undefined && compare(one, last) > 0) return;
      kept.push(one);
      if (kept.length === 2 * most) cut();
    },
    list: () => {
      cut();
      return kept;
    },
  };
}
