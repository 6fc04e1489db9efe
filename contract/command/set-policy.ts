import { Ulid } from '../identifier.ts';
import { PolicyRules } from '../policy.ts';
import { Label } from '../text.ts';
import { z } from '../zod.ts';

/**
 * Sets a policy as a whole. `from` is the version the marketer saw, 0 where the shipped one held. A newer one of somebody else's that she
 * had not seen is a conflict: this one wins, and that one stays in `activity`. With `undoes` it brings back what held before that
 * command, as long as what that command set still holds; `policy` is then what the desk knows of it.
 */
export const SetPolicy = z.strictObject({
  kind: z.literal('setPolicy'),
  policy: PolicyRules,
  from: z.int().nonnegative(),
  undoes: Ulid.optional(),
  /** Why, for the audit. */
  reason: Label.optional(),
});
export type SetPolicy = z.infer<typeof SetPolicy>;
