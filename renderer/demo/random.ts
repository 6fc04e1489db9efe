/** Chosen numbers that look chosen by chance and are the same at every start (mulberry32). */
export type Random = Readonly<{
  /** 0 <= n < 1 */
  next: () => number;
  below: (limit: number) => number;
  pick: <T>(values: readonly T[]) => T;
  chance: (share: number) => boolean;
}>;

export function createRandom(seed: number): Random {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { next, below, pick: (values) => values[below(values.length)] as (typeof values)[number], chance: (share) => next() < share };
}
