import { type CountRow, changeEverySecond, emptyRow } from './count-row.ts';

/** What one user showed of one product, `times` times. */
export type Shown = Readonly<{ userId: string; productId: string; times: number }>;

/**
 * Which products the same users asked about, as whole numbers: how often each user asked about each product, from it how many users asked
 * about each product and about each two. So any order of the same events gives the same counts, two states can be put together, and an
 * event that is taken back leaves what was there before it.
 */
export interface CoOccurrence {
  /** One more time, or several, that the user asked about the product; only the first one counts among users. */
  learn(userId: string, productId: string, times?: number): void;
  /** Takes back what was learned; throws where it was not. */
  unlearn(userId: string, productId: string, times?: number): void;
  /** Products are numbered as they are met; a number is never given again. */
  readonly products: readonly string[];
  /** How many users asked about the product of this number. */
  usersOf(product: number): number;
  /**
   * Half of how many users the product has in common with others: those that came to it last. With the other's half, modulo 2^32, it is the
   * whole; so one event writes in one row, which stays in the processor's cache.
   */
  halfRowOf(product: number): CountRow;
  /** Rises with every change. */
  clock(): number;
  /** The clock when the product's number of users changed last, or somebody was taken back whom it shared with another one; 0 for never. */
  changedAt(product: number): number;
  shown(): Iterable<Shown>;
}

const firstRoom = 64;
const growth = 1.5;
/** Counts of users are unsigned 32 bits; of one pair there are never more than of one product. */
const mostUsers = 0xffff_ffff;

export function createCoOccurrence(): CoOccurrence {
  const products: string[] = [];
  const numbers = new Map<string, number>();
  /** Of each user `product, times, product, times, ...`. */
  const ofUsers = new Map<string, number[]>();
  const rows: CountRow[] = [];
  let room = firstRoom;
  let users = new Uint32Array(room);
  let changed = new Float64Array(room);
  let clock = 0;

  const numberFor = (productId: string): number => {
    const known = numbers.get(productId);
    if (known !== undefined) return known;
    const product = products.push(productId) - 1;
    numbers.set(productId, product);
    rows.push(emptyRow());
    if (product === room) {
      room = Math.ceil(room * growth);
      users = longer(users, new Uint32Array(room));
      changed = longer(changed, new Float64Array(room));
    }
    return product;
  };

  /** One user more or less for a product, beside all others of the user's own. */
  const count = (product: number, others: readonly number[], by: 1 | -1) => {
    clock += 1;
    changeEverySecond(rows[product] as CountRow, others, by, room);
    // Of a pair that nobody is left of, nothing says any more that its other half has to be looked at again.
    if (by === -1) for (let at = 0; at < others.length; at += 2) changed[others[at] as number] = clock;
    users[product] = (users[product] as number) + by;
    changed[product] = clock;
  };

  return {
    learn: (userId, productId, times = 1) => {
      const product = numberFor(productId);
      if (users[product] === mostUsers) throw new RangeError('more users of one product than can be counted');
      const own = ofUsers.get(userId) ?? [];
      if (own.length === 0) ofUsers.set(userId, own);
      const at = placeOf(own, product);
      if (at < own.length) own[at + 1] = (own[at + 1] as number) + times;
      else {
        count(product, own, 1);
        own.push(product, times);
      }
    },
    unlearn: (userId, productId, times = 1) => {
      const product = numbers.get(productId) ?? -1;
      const own = ofUsers.get(userId) ?? [];
      const at = placeOf(own, product);
      const left = (own[at + 1] ?? 0) - times;
      if (left < 0) throw new RangeError('nothing of the kind was learned');
      if (left > 0) own[at + 1] = left;
      else {
        own.splice(at, 2);
        count(product, own, -1);
        if (own.length === 0) ofUsers.delete(userId);
      }
    },
    products,
    usersOf: (product) => users[product] as number,
    halfRowOf: (product) => rows[product] as CountRow,
    clock: () => clock,
    changedAt: (product) => changed[product] as number,
    shown: function* () {
      for (const [userId, own] of ofUsers)
        for (let at = 0; at < own.length; at += 2)
          yield { userId, productId: products[own[at] as number] as string, times: own[at + 1] as number };
    },
  };
}

/** Where the product is among a user's own, else their length. */
function placeOf(own: readonly number[], product: number): number {
  let at = 0;
  while (at < own.length && own[at] !== product) at += 2;
  return at;
}

function longer<A extends Uint32Array | Float64Array>(before: A, after: A): A {
  after.set(before);
  return after;
}
