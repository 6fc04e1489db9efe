import { type Collection, collections } from '../../../contract/collection.ts';
import type { Heads } from '../../../contract/replication.ts';
import type { Comparison } from './comparisons.ts';

/** The server's heads as pokes told them: each is one look at all ten, of which a poke says those that moved. */
export function createKnownHeads() {
  let epoch: string | undefined;
  let heads: Readonly<Record<string, number>> = {};
  return {
    poked: (told: Heads) => {
      heads = told.epoch === epoch ? { ...heads, ...told.heads } : told.heads; // under a new epoch all are told again
      epoch = told.epoch;
    },
    of: (collection: Collection) => heads[collection],
    /** Of the whole feed at the last look: every `seq` is that of a document's last change in some collection. */
    newest: () => Math.max(0, ...Object.values(heads)),
  };
}
export type KnownHeads = ReturnType<typeof createKnownHeads>;

/**
 * The feed head at which all ten collections are known to be equal to the server's: each was equal at its place, has not changed on the server
 * from there to the head, and is not past it. Undefined while any of them is behind, ahead of the last poke, or different.
 */
export function provenSeq(heads: KnownHeads, standing: (collection: Collection) => Comparison | undefined): number | undefined {
  const newest = heads.newest();
  const proven = collections.every((collection) => {
    const head = heads.of(collection);
    const comparison = standing(collection);
    if (head === undefined || !comparison || comparison.different.length > 0) return false;
    return comparison.place.seq >= head && comparison.place.seq <= newest;
  });
  return proven ? newest : undefined;
}
