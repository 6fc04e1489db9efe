import { seededRandom } from '../../tests/simulate/random.ts';
import type { Interactions } from './interactions.ts';

/** What is learned from and, of those who are asked about, what they go on to want; `known` is what they showed before. */
export type Split = Readonly<{
  items: number;
  training: readonly (readonly number[])[];
  asked: readonly Readonly<{ known: readonly number[]; wanted: ReadonlySet<number> }>[];
}>;

const testShare = 0.2;

/** Protocol W: a fifth of all pairs at random is kept for the test; every user is trained on. */
export function weakSplit({ items, ofUsers }: Interactions, seed: string): Split {
  const halves = ofUsers.map((own, user) => parted(own, `${seed}-${user}`));
  const asked = halves.filter(({ known, wanted }) => known.length > 0 && wanted.size > 0);
  return { items, training: halves.map(({ known }) => known), asked };
}

/** Protocol S: `heldOut` users are never trained on; four fifths of each are shown when asking. */
export function strongSplit({ items, ofUsers }: Interactions, heldOut: number, seed: string): Split {
  const users = shuffled(ofUsers, `users-${seed}`);
  const asked = users.slice(0, heldOut).map((own, user) => parted(own, `${seed}-${user}`));
  return { items, training: users.slice(heldOut), asked: asked.filter(({ known, wanted }) => known.length > 0 && wanted.size > 0) };
}

function parted(own: readonly number[], seed: string): Split['asked'][number] {
  const random = seededRandom('split', seed);
  const kept = own.map(() => random.chance(testShare));
  return { known: own.filter((_, at) => !kept[at]), wanted: new Set(own.filter((_, at) => kept[at])) };
}

/** Fisher and Yates. */
export function shuffled<T>(list: readonly T[], seed: string): T[] {
  const random = seededRandom('shuffle', seed);
  const all = [...list];
  for (let last = all.length - 1; last > 0; last -= 1) {
    const at = random.below(last + 1);
    [all[last], all[at]] = [all[at] as T, all[last] as T];
  }
  return all;
}
