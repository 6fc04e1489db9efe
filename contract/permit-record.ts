import { FailureCode } from './failure.ts';
import { Label } from './text.ts';
import { EpochMs } from './time.ts';
import { z } from './zod.ts';

/** What somebody was written to on: their consent with the fact that proves it, a purchase where the shop goes by that exception, or the duty to tell them what became of a word of theirs. */
export const PermitGround = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('consent'), factId: z.string(), at: EpochMs, confirmedAt: EpochMs.optional() }),
  z.strictObject({ kind: z.literal('transaction'), factId: z.string(), endedAt: EpochMs, category: Label }),
  z.strictObject({ kind: z.literal('notice'), factId: z.string(), at: EpochMs }),
]);
export type PermitGround = z.infer<typeof PermitGround>;

/**
 * What a permit came to, frozen with its item as proof: when it was asked, by which version of the shop's rules (0: the shipped ones), why not,
 * else on what ground.
 */
export const PermitRecord = z.strictObject({
  at: EpochMs,
  policyVersion: z.int().nonnegative(),
  reasons: z.array(FailureCode),
  ground: PermitGround.optional(),
});
export type PermitRecord = z.infer<typeof PermitRecord>;
