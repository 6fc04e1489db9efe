import type { Split } from './split.ts';

/** The best first, as many as are asked for; never one of `known`. */
export type Ranker = (known: readonly number[], count: number) => readonly number[];

/** Of a ranking, as means over the users asked about: NDCG is binary, with the ideal list as long as it can be; recall divides by min(20, wanted). */
export type Quality = Readonly<{ ndcg10: number; ndcg100: number; recall20: number }>;

const depth = 100;
const [short, recallDepth] = [10, 20];

export function qualityOf(rank: Ranker, asked: Split['asked']): Quality {
  const sums = { ndcg10: 0, ndcg100: 0, recall20: 0 };
  for (const { known, wanted } of asked) {
    const ranked = rank(known, depth);
    sums.ndcg10 += ndcg(ranked, wanted, short);
    sums.ndcg100 += ndcg(ranked, wanted, depth);
    sums.recall20 += hits(ranked, wanted, recallDepth) / Math.min(recallDepth, wanted.size);
  }
  const meanOf = (sum: number) => sum / asked.length;
  return { ndcg10: meanOf(sums.ndcg10), ndcg100: meanOf(sums.ndcg100), recall20: meanOf(sums.recall20) };
}

const gainAt = (rank: number): number => 1 / Math.log2(rank + 2);

export function ndcg(ranked: readonly number[], wanted: ReadonlySet<number>, count: number): number {
  let [gained, ideal] = [0, 0];
  for (let rank = 0; rank < count; rank += 1) {
    const item = ranked[rank];
    if (item !== undefined && wanted.has(item)) gained += gainAt(rank);
    if (rank < wanted.size) ideal += gainAt(rank);
  }
  return gained / ideal;
}

const hits = (ranked: readonly number[], wanted: ReadonlySet<number>, count: number): number =>
  ranked.slice(0, count).filter((item) => wanted.has(item)).length;
