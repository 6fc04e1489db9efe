import { Collection } from '../../../contract/collection.ts';
import { z } from '../../../contract/zod.ts';

/**
 * A document of the replica that was not as the server's: `changed` other bytes, `missing` not there, `extra` not on the server, `damaged` no
 * document any more.
 */
export const Difference = z.strictObject({
  at: z.int(),
  collection: Collection,
  id: z.string(),
  how: z.enum(['changed', 'missing', 'extra', 'damaged']),
  /** Read back from the disk, it was the server's. */
  repaired: z.boolean(),
});
export type Difference = z.infer<typeof Difference>;

/** So many are remembered by name. */
export const rememberedDifferences = 50;

/** What was ever found on this machine, for one account. */
export const DifferenceLog = z.strictObject({
  count: z.int().nonnegative(),
  /** How many the marketer has not seen yet. */
  unseen: z.int().nonnegative(),
  /** The newest, newest first. */
  recent: z.array(Difference).max(rememberedDifferences),
});
export type DifferenceLog = z.infer<typeof DifferenceLog>;

export const noDifferences: DifferenceLog = { count: 0, unseen: 0, recent: [] };

export const withDifferences = ({ count, unseen, recent }: DifferenceLog, found: readonly Difference[]): DifferenceLog => ({
  count: count + found.length,
  unseen: unseen + found.length,
  recent: [...found, ...recent].slice(0, rememberedDifferences),
});
