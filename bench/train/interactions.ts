import { seededRandom } from '../../tests/simulate/random.ts';
import type { Data } from './data.ts';

/** Who had to do with what: the items of each user, numbered from 0, each once. */
export type Interactions = Readonly<{ items: number; ofUsers: readonly (readonly number[])[] }>;

/** A line a pair `user item ...` below a heading, separated by tabs; every pair counts, whatever the rating. */
export function readInteractions(data: Data, name: string): Interactions {
  const users = new Map<string, Set<number>>();
  const numbers = new Map<string, number>();
  for (const line of data.lines(name).slice(1)) {
    const [user = '', item = ''] = line.split('\t');
    const number = numbers.get(item) ?? numbers.size;
    numbers.set(item, number);
    users.set(user, (users.get(user) ?? new Set()).add(number));
  }
  return { items: numbers.size, ofUsers: [...users.values()].map((items) => [...items]) };
}

const planted = { users: 1_200, items: 360, clusters: 12, perUser: 24, astray: 0.2 };

/** The cluster that an item was put into. */
export const clusterOf = (item: number): number => item % planted.clusters;

/** Users who ask for things of one cluster, the first ones of it most often, and now and then for something else. */
export function plantedInteractions(seed: string): Interactions {
  const random = seededRandom('planted', seed);
  const ofUsers = Array.from({ length: planted.users }, (_, user) => {
    const items = new Set<number>();
    while (items.size < planted.perUser) {
      const rank = Math.min(random.below(planted.items / planted.clusters), random.below(planted.items / planted.clusters));
      const cluster = random.chance(planted.astray) ? random.below(planted.clusters) : clusterOf(user);
      items.add(rank * planted.clusters + cluster);
    }
    return [...items];
  });
  return { items: planted.items, ofUsers };
}
