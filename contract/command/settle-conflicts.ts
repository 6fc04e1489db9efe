import { Hash, Ulid } from '../identifier.ts';
import { Text } from '../text.ts';
import { z } from '../zod.ts';

/** Which of the two values of a conflict its field is left with: the one that stands, or the one that lost. */
export const KeptValue = z.enum(['standing', 'lost']);
export type KeptValue = z.infer<typeof KeptValue>;

/**
 * Ends conflicts in the inbox, 500 at most: leaves what stands as it is, or writes the losing values again. `seen` goes with `lost`
 * alone: what the field held when the marketer chose (absent = unset), so that writing it may itself be found to overwrite something.
 */
export const SettleConflicts = z.strictObject({
  kind: z.literal('settleConflicts'),
  keep: KeptValue,
  conflicts: z
    .array(z.strictObject({ id: Hash, seen: Text.optional() }))
    .min(1)
    .max(500)
    .refine((conflicts) => new Set(conflicts.map(({ id }) => id)).size === conflicts.length, 'each conflict once'),
  /** Of one that took several commands, undone as one. */
  batchId: Ulid.optional(),
});
export type SettleConflicts = z.infer<typeof SettleConflicts>;
