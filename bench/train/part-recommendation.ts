import { createNeighbourLists } from '../../domain/recommendation/neighbour-lists.ts';
import type { Data } from './data.ts';
import { type Interactions, plantedInteractions, readInteractions } from './interactions.ts';
import { learnSplit } from './learn-split.ts';
import type { Figures } from './part.ts';
import { rankAsShipped } from './rank-as-shipped.ts';
import { rankByEase } from './rank-by-ease.ts';
import { rankByPopularity } from './rank-by-popularity.ts';
import { rankInFloats } from './rank-in-floats.ts';
import { type Quality, qualityOf, type Ranker } from './ranking-quality.ts';
import { type Split, strongSplit, weakSplit } from './split.ts';

const seed = '1';
/** Of protocol S; a tenth of the users of ml-1m. */
const heldOut = 600;

type Measured = Readonly<Record<'popularity' | 'knn' | 'floats' | 'ease', Quality>>;

/** How good recommendations are: each figure is named after the data and the protocol. */
export async function measureRecommendation(data: Data | undefined): Promise<Figures> {
  const name = data ? 'ml1m' : 'generated';
  const all: Interactions = data ? readInteractions(data, 'ml-1m.train.tsv') : plantedInteractions(seed);
  const weak = measureSplit(weakSplit(all, seed));
  const strong = measureSplit(strongSplit(all, Math.min(heldOut, Math.floor(all.ofUsers.length / 10)), seed));
  return {
    ...figuresOf(`${name}_w`, weak),
    ...figuresOf(`${name}_s`, strong),
    knn_vs_ease_s_ndcg10: strong.knn.ndcg10 / strong.ease.ndcg10,
    knn_vs_ease_s_ndcg100: strong.knn.ndcg100 / strong.ease.ndcg100,
    quantised_vs_float: weak.knn.ndcg10 / weak.floats.ndcg10,
  };
}

const figuresOf = (name: string, { popularity, knn, ease }: Measured): Figures => ({
  [`${name}_ndcg10_popularity`]: popularity.ndcg10,
  [`${name}_ndcg10_knn`]: knn.ndcg10,
  [`${name}_ndcg10_ease`]: ease.ndcg10,
  [`${name}_recall20_knn`]: knn.recall20,
  [`${name}_ndcg100_knn`]: knn.ndcg100,
});

function measureSplit(split: Split): Measured {
  const counts = learnSplit(split.training);
  const of = (rank: Ranker) => qualityOf(rank, split.asked);
  return {
    popularity: of(rankByPopularity(split)),
    knn: of(rankAsShipped(createNeighbourLists(counts).table())),
    floats: of(rankInFloats(counts, split.items)),
    ease: of(rankByEase(counts, split.items)),
  };
}
