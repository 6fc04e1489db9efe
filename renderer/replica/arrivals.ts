import { type Collection, collections } from '../../contract/collection.ts';
import type { Checkpoint, Heads } from '../../contract/replication.ts';

/**
 * Knows how far each collection is and which pokes are still being pulled. What is stored is shown when every collection that
 * a poke named has caught up with it, so that half a transaction is shown only while a later poke is being pulled.
 */
export interface Arrivals {
  poked(heads: Heads): void;
  /** Whether a poke is complete now, so that the view should take in what is stored. */
  reached(collection: Collection, checkpoint: Checkpoint, end: boolean): boolean;
  place(collection: string): Checkpoint | undefined;
  /** The last place that was the collection's end when it was read. Up to an earlier one a document may be missing that has moved on since, with what it said there. */
  endOf(collection: string): Checkpoint | undefined;
  /** Every poke is pulled, and every collection has been at its end in this life of the server. */
  caughtUp(): boolean;
  /** Every collection has been pulled to its end since the start, or since the server's last one. */
  ended(): boolean;
  /** After `replication.resync`: nothing that was said before holds. */
  forget(): void;
}

/** So many pokes are kept apart; what comes while more of them wait is one with the newest. */
const keptPokes = 100;

export function createArrivals(): Arrivals {
  const places = new Map<string, Checkpoint>();
  const ends = new Map<string, Checkpoint>();
  let open: readonly Heads[] = [];
  let life: string | undefined;

  /** Heads of collections that this version does not know will never be pulled. */
  const isPulled = ({ heads }: Heads) => collections.every((name) => (places.get(name)?.seq ?? 0) >= (heads[name] ?? 0));

  return {
    poked: (heads) => {
      if (life !== undefined && heads.epoch !== life) ends.clear(); // what was the end of one life of the server says nothing of the next
      life = heads.epoch;
      const current = open.filter(({ epoch }) => epoch === heads.epoch); // a new epoch says all heads again, and they may be lower
      const newest = current.at(-1);
      open =
        newest && current.length >= keptPokes
          ? [...current.slice(0, -1), { ...heads, heads: { ...newest.heads, ...heads.heads } }]
          : [...current, heads];
    },
    reached: (collection, checkpoint, end) => {
      places.set(collection, checkpoint);
      if (end) ends.set(collection, checkpoint);
      const waiting = open.length;
      open = open.filter((poke) => !isPulled(poke));
      return open.length === 0 || open.length < waiting;
    },
    place: (collection) => places.get(collection),
    endOf: (collection) => ends.get(collection),
    caughtUp: () => open.length === 0 && ends.size === collections.length,
    ended: () => ends.size === collections.length,
    forget: () => {
      places.clear();
      ends.clear();
      open = [];
    },
  };
}
