import type { Data } from './data.ts';
import { plantedInteractions, readInteractions } from './interactions.ts';
import type { Figures } from './part.ts';
import { rankByPopularity } from './rank-by-popularity.ts';
import { qualityOf } from './ranking-quality.ts';
import { weakSplit } from './split.ts';

const seed = '1';

/** How good recommendations are: each figure is named after the data and the protocol. */
export async function measureRecommendation(data: Data | undefined): Promise<Figures> {
  const [name, all] = data ? ['ml1m', readInteractions(data, 'ml-1m.train.tsv')] : ['generated', plantedInteractions(seed)];
  const weak = weakSplit(all as ReturnType<typeof plantedInteractions>, seed);
  return { [`${name}_w_ndcg10_popularity`]: qualityOf(rankByPopularity(weak), weak.asked).ndcg10 };
}
