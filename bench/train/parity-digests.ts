import { aProduct } from '../../contract/testing/build-document.ts';
import { hash } from '../../domain/identity/hash.ts';
import { type CoOccurrence, createCoOccurrence, type Shown } from '../../domain/recommendation/co-occurrence.ts';
import { decodeNeighbours, encodeNeighbours, neighbourFileHash } from '../../domain/recommendation/neighbour-file.ts';
import { createNeighbourLists } from '../../domain/recommendation/neighbour-lists.ts';
import type { SeenRule } from '../../domain/recommendation/recommend.ts';
import { seededRandom } from '../../tests/simulate/random.ts';
import { classifierDigests } from './classifier-digests.ts';
import { leadsInOrder } from './leads-of-looks.ts';
import { recommendAsShipped } from './rank-as-shipped.ts';

const size = { users: 900, products: 250, events: 14_000, taken: 2_000, asked: 60, recommended: 10 };

/** Of what is learned from one seed's events in several ways; each way has to come to the same, in every engine. */
export function parityDigests(seed: string): Readonly<Record<string, string>> {
  const events = eventsOf(seed);
  const shuffledEvents = shuffle(events, seed);
  const ways = { inOrder: learn(events), shuffled: learn(shuffledEvents), merged: merged(shuffledEvents), taken: takenBack(events, seed) };
  const recommender = Object.entries(ways).flatMap(([way, counts]) => digestsOf(way, counts, seed));
  return Object.fromEntries([...recommender, ...classifierDigests(seed)]);
}

function eventsOf(seed: string): Shown[] {
  const random = seededRandom('parity', seed);
  return Array.from({ length: size.events }, () => ({
    userId: `user-${random.below(size.users)}`,
    productId: `product-${Math.min(random.below(size.products), random.below(size.products))}`,
    times: 1,
  }));
}

function shuffle(events: readonly Shown[], seed: string): Shown[] {
  const random = seededRandom('parity-order', seed);
  const all = [...events];
  for (let last = all.length - 1; last > 0; last -= 1) {
    const at = random.below(last + 1);
    [all[last], all[at]] = [all[at] as Shown, all[last] as Shown];
  }
  return all;
}

function learn(events: Iterable<Shown>, counts = createCoOccurrence()): CoOccurrence {
  for (const { userId, productId, times } of events) counts.learn(userId, productId, times);
  return counts;
}

/** In two parts that know nothing of each other, put together. */
function merged(events: readonly Shown[]): CoOccurrence {
  const half = Math.floor(events.length / 2);
  return learn(learn(events.slice(half)).shown(), learn(events.slice(0, half)));
}

/** With events of others in between, which are taken back. */
function takenBack(events: readonly Shown[], seed: string): CoOccurrence {
  const others = eventsOf(`${seed}-others`).slice(0, size.taken);
  const counts = learn(shuffle([...events, ...others], seed));
  for (const { userId, productId } of others) counts.unlearn(userId, productId);
  return counts;
}

function digestsOf(way: string, counts: CoOccurrence, seed: string): [name: string, digest: string][] {
  const state = [...counts.shown()].map(({ userId, productId, times }) => `${userId} ${productId} ${times}`).sort();
  const file = encodeNeighbours(createNeighbourLists(counts).table());
  const lists = neighbourFileHash(file);
  return [
    [`state ${way}`, hash(...state)],
    [`lists ${way}`, lists],
    [`recommended ${way}`, hash(...recommendedBy(file, lists, seed))],
  ];
}

/** From the file, as desks do, by each rule for what was seen. */
function recommendedBy(file: Uint8Array, fileHash: string, seed: string): string[] {
  const random = seededRandom('parity-asked', seed);
  const table = decodeNeighbours(file, fileHash);
  if (!table.ok) return [table.code];
  const { productIds, usersOf } = table.value;
  const products = new Map(productIds.map((id, at) => [id, aProduct({ id, productId: id, inStock: at % 7 > 0 })]));
  const popularity = new Map(productIds.map((id, at) => [id, usersOf[at] as number]));
  return Array.from({ length: size.asked }, () => {
    const leads = leadsInOrder(Array.from({ length: 1 + random.below(6) }, () => random.pick(productIds)));
    const rules: readonly SeenRule[] = ['last', 'among', 'never'];
    return JSON.stringify(
      rules.map((seen) => recommendAsShipped(leads, { products, popularity, neighbours: table.value }, { seen, count: size.recommended })),
    );
  });
}
