import type { CoOccurrence } from '../../domain/recommendation/co-occurrence.ts';
import { keptNeighbours } from '../../domain/recommendation/neighbour-lists.ts';
import { forEachWholeRow } from '../../domain/recommendation/whole-rows.ts';
import type { Ranker } from './ranking-quality.ts';
import { strongestItems } from './strongest-items.ts';

const [asymmetry, shrink] = [0.7, 10];

type Pairs = { items: number[]; similarities: number[] };

/** The same formula as what is shipped, in floating point and with `Math.pow`: what the whole numbers cost in quality is the difference. */
export function rankInFloats(counts: CoOccurrence, items: number): Ranker {
  const numbers = counts.products.map(Number);
  const spokenFor: Pairs[] = Array.from({ length: items }, () => ({ items: [], similarities: [] }));
  forEachWholeRow(
    counts,
    () => true,
    (product, { others, users, length }) => {
      const own = counts.usersOf(product) ** (1 - asymmetry);
      const pairs = Array.from(others.subarray(0, length), (other, at) => ({
        other,
        similarity: (users[at] as number) / (counts.usersOf(other) ** asymmetry * own + shrink),
      }));
      pairs.sort((a, b) => b.similarity - a.similarity);
      for (const { other, similarity } of pairs.slice(0, keptNeighbours)) {
        const from = spokenFor[numbers[other] as number] as Pairs;
        from.items.push(numbers[product] as number);
        from.similarities.push(similarity);
      }
    },
  );
  return (known, count) => {
    const sums = new Float64Array(items);
    for (const item of known) {
      const pairs = spokenFor[item] as Pairs;
      pairs.items.forEach((other, at) => {
        sums[other] = (sums[other] as number) + (pairs.similarities[at] as number);
      });
    }
    return strongestItems(sums, known, count);
  };
}
