import type { Ranker } from './ranking-quality.ts';
import type { Split } from './split.ts';

/** What most users had to do with: what every recommender has to beat. */
export function rankByPopularity({ items, training }: Split): Ranker {
  const counts = new Uint32Array(items);
  for (const own of training) for (const item of own) counts[item] = (counts[item] as number) + 1;
  const order = Array.from(counts.keys())
    .filter((item) => counts[item])
    .sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b);
  return (known, count) => {
    const shown = new Set(known);
    const ranked: number[] = [];
    for (const item of order) {
      if (ranked.length === count) break;
      if (!shown.has(item)) ranked.push(item);
    }
    return ranked;
  };
}
