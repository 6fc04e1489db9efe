import { type Contest, contest } from './classify.ts';
import type { LinearModel } from './linear-model.ts';
import { readable, visitFeatures } from './text-features.ts';

/** A part of the text as it was read, and its share of what puts the text into its class rather than the next, in weights of the model. */
export type Reason = Readonly<{ words: string; weight: number }>;

/** The parts that speak most for a text's class, the strongest first: runs of letters each of which speaks for it. */
export function explainClass(model: LinearModel, text: string, count: number): readonly Reason[] {
  const read = readable(text);
  const runs = runsIn(read, letterWeights(model, read, contest(model, text)));
  return runs.sort((a, b) => b.weight - a.weight).slice(0, count);
}

/** A feature's weight is shared evenly by its letters; one that is there twice counts where it is first. Their sum is the lead. */
function letterWeights({ classes, weights }: LinearModel, read: string, { best, next }: Contest): Float64Array {
  const counted = new Set<number>();
  const shares = new Float64Array(read.length);
  visitFeatures(read, (place, start, end) => {
    if (counted.has(place)) return;
    counted.add(place);
    const from = place * classes.length;
    const share = ((weights[from + best] ?? 0) - (weights[from + next] ?? 0)) / (end - start);
    for (let at = start; at < end; at += 1) shares[at] = (shares[at] as number) + share;
  });
  keepPairsTogether(read, shares);
  return shares;
}

/** Half of a surrogate pair is no text: both halves speak with one voice. */
function keepPairsTogether(read: string, shares: Float64Array): void {
  for (const { index } of read.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)) {
    const both = ((shares[index] ?? 0) + (shares[index + 1] ?? 0)) / 2;
    shares.fill(both, index, index + 2);
  }
}

function runsIn(read: string, shares: Float64Array): Reason[] {
  const runs: Reason[] = [];
  for (let start = 0; start < read.length; start += 1) {
    let [end, weight] = [start, 0];
    while ((shares[end] ?? 0) > 0) {
      weight += shares[end] as number;
      end += 1;
    }
    const words = read.slice(start, end).trim();
    if (words) runs.push({ words, weight: Math.round(weight) });
    start = Math.max(start, end);
  }
  return runs;
}
