import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type CoOccurrence, createCoOccurrence } from '../../domain/recommendation/co-occurrence.ts';
import { createNeighbourLists } from '../../domain/recommendation/neighbour-lists.ts';
import { seededRandom } from '../../tests/simulate/random.ts';
import { median } from '../ingest/quantile.ts';
import { cpuUs } from './cpu-time.ts';
import type { Data } from './data.ts';
import { type Interactions, plantedInteractions, readInteractions } from './interactions.ts';
import { leadsAtOnce } from './leads-of-looks.ts';
import { idOf } from './learn-split.ts';
import type { Figures } from './part.ts';
import { basisOf, recommendAsShipped } from './rank-as-shipped.ts';
import { shuffled } from './split.ts';

type Pair = readonly [userId: string, productId: string];

const seed = '1';
const [askedUsers, recommended] = [1_000, 10];
const [usPerMs, usPerS, mib] = [1_000, 1_000_000, 2 ** 20];
/** A large shop: two million times somebody asked about something. */
const large = { products: 50_000, users: 200_000, pairs: 2_000_000 };

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What it costs to learn one event, to recommend to one user and to keep it all; times are of the processor. */
export async function measureCost(data: Data | undefined): Promise<Figures> {
  const all = data ? readInteractions(data, 'ml-1m.train.tsv') : plantedInteractions(seed);
  const { counts, us, mb } = learnPairs(pairsOf(all));
  const tableStartedAt = cpuUs();
  const table = createNeighbourLists(counts).table();
  const tableUs = cpuUs() - tableStartedAt;
  const basis = basisOf(table);
  const askedUs = all.ofUsers.slice(0, askedUsers).map((items) => {
    const leads = leadsAtOnce(items.map(idOf));
    const startedAt = cpuUs();
    recommendAsShipped(leads, basis, { count: recommended });
    return cpuUs() - startedAt;
  });
  const big = learnPairs(largePairs());
  return {
    update_us: us,
    all_lists_s: tableUs / usPerS,
    recommend_ms: median(askedUs) / usPerMs,
    recommend_mean_ms: askedUs.reduce((sum, one) => sum + one, 0) / askedUs.length / usPerMs,
    [`state_mb_${data ? '3500' : 'few'}_items`]: mb,
    state_mb_50k_items: big.mb,
    update_us_50k_items: big.us,
  };
}

/** In no order: the worst for what the processor has at hand. */
const pairsOf = ({ ofUsers }: Interactions): readonly Pair[] =>
  shuffled(
    ofUsers.flatMap((items, user) => items.map((item): Pair => [`user-${user}`, idOf(item)])),
    seed,
  );

/** Some products are asked about much more often than others. */
function largePairs(): readonly Pair[] {
  const random = seededRandom('large', seed);
  const ids = Array.from({ length: large.products }, (_, item) => idOf(item));
  const users = Array.from({ length: large.users }, (_, user) => `user-${user}`);
  return Array.from(
    { length: large.pairs },
    (): Pair => [random.pick(users), ids[Math.min(random.below(large.products), random.below(large.products))] as string],
  );
}

/** Memory is what is there more than before, after everything that nobody holds was taken away; the pairs are held until then. */
function learnPairs(pairs: readonly Pair[]): Readonly<{ counts: CoOccurrence; us: number; mb: number }> {
  const before = memory();
  const counts = createCoOccurrence();
  const startedAt = cpuUs();
  for (const [userId, productId] of pairs) counts.learn(userId, productId);
  const tookUs = cpuUs() - startedAt;
  const mb = (memory() - before) / mib;
  return { counts, us: tookUs / pairs.length, mb };
}

function memory(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
