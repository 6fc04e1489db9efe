import { byCodeUnit } from '../order.ts';
import { type CoOccurrence, createCoOccurrence } from './co-occurrence.ts';
import type { NeighbourTable } from './neighbour-table.ts';
import { placesOfLargest } from './places-of-largest.ts';
import { similarity } from './similarity.ts';
import { forEachCell, forEachWholeRow, type WholeRow } from './whole-rows.ts';

/** Of a product, so many that speak for it the most are kept. */
export const keptNeighbours = 100;

/** The products that speak for one, by their numbers in the counts. */
type SpeakFor = Readonly<{ others: Uint32Array; similarities: Uint32Array; users: Uint32Array }>;

/** What speaks for each product, from counts as they stand. */
export interface NeighbourLists {
  /** Made anew as far as something changed since the last time: of a product whose own users changed, and of all that share users with it. */
  table(): NeighbourTable;
}

export function createNeighbourLists(counts: CoOccurrence): NeighbourLists {
  const lists: SpeakFor[] = [];
  let made: Readonly<{ at: number; table: NeighbourTable }> | undefined;

  return {
    table: () => {
      if (made?.at === counts.clock()) return made.table;
      const stale = staleSince(counts, made?.at ?? 0);
      forEachWholeRow(
        counts,
        (product) => stale[product] === 1,
        (product, row) => {
          lists[product] = strongest(counts, product, row);
        },
      );
      made = { at: counts.clock(), table: tableOf(counts, lists) };
      return made.table;
    },
  };
}

/** The neighbours among users who are all known already. */
export function neighboursAmong(productsOfUsers: Iterable<ReadonlySet<string>>): NeighbourTable {
  const counts = createCoOccurrence();
  let user = 0;
  for (const products of productsOfUsers) {
    user += 1;
    for (const productId of products) counts.learn(String(user), productId);
  }
  return createNeighbourLists(counts).table();
}

/** 1 for each product whose list may not be what it was: a similarity is made of both products' users. */
function staleSince(counts: CoOccurrence, at: number): Uint8Array {
  const changed = Uint8Array.from(counts.products, (_, product) => (counts.changedAt(product) > at ? 1 : 0));
  const stale = changed.slice();
  forEachCell(counts, (product, other) => {
    if (changed[product]) stale[other] = 1;
    if (changed[other]) stale[product] = 1;
  });
  return stale;
}

/** Those with the greatest similarity, of equal ones those with the smaller id. */
function strongest(counts: CoOccurrence, product: number, { others, users, length }: WholeRow): SpeakFor {
  const own = counts.usersOf(product);
  const similarities = new Uint32Array(length);
  for (let at = 0; at < length; at += 1) similarities[at] = similarity(users[at] as number, counts.usersOf(others[at] as number), own);
  const idAt = (place: number) => counts.products[others[place] as number] as string;
  const places = placesOfLargest(similarities, keptNeighbours, (a, b) => byCodeUnit(idAt(a), idAt(b)));
  return {
    others: Uint32Array.from(places, (place) => others[place] as number),
    similarities: Uint32Array.from(places, (place) => similarities[place] as number),
    users: Uint32Array.from(places, (place) => users[place] as number),
  };
}

/** Turned round, from what speaks for a product to what a product speaks for, and numbered by id. Products without users are left out. */
function tableOf(counts: CoOccurrence, lists: readonly SpeakFor[]): NeighbourTable {
  const order = [...counts.products.keys()].filter((product) => counts.usersOf(product) > 0);
  order.sort((a, b) => byCodeUnit(counts.products[a] as string, counts.products[b] as string));
  const numbers = new Uint32Array(counts.products.length);
  order.forEach((product, number) => {
    numbers[product] = number;
  });
  const starts = startsOf(order, lists, numbers);
  const length = starts.at(-1) as number;
  const [products, similarities, users] = [new Uint32Array(length), new Int32Array(length), new Uint32Array(length)];
  const next = starts.slice();
  order.forEach((product, number) => {
    const list = lists[product] as SpeakFor;
    for (let index = 0; index < list.others.length; index += 1) {
      const from = numbers[list.others[index] as number] as number;
      const at = next[from] as number;
      products[at] = number;
      similarities[at] = list.similarities[index] as number;
      users[at] = list.users[index] as number;
      next[from] = at + 1;
    }
  });
  const usersOf = Uint32Array.from(order, (product) => counts.usersOf(product));
  return { productIds: order.map((product) => counts.products[product] as string), usersOf, starts, products, similarities, users };
}

/** Where what each product speaks for begins: by number, and where the last one ends. */
function startsOf(order: readonly number[], lists: readonly SpeakFor[], numbers: Uint32Array): Uint32Array {
  const starts = new Uint32Array(order.length + 1);
  for (const product of order)
    for (const other of (lists[product] as SpeakFor).others) {
      const after = (numbers[other] as number) + 1;
      starts[after] = (starts[after] as number) + 1;
    }
  for (let number = 0; number < order.length; number += 1) starts[number + 1] = (starts[number + 1] as number) + (starts[number] as number);
  return starts;
}
