import { Channel, Purpose } from '../consented.ts';
import { Identifier } from '../identifier.ts';
import { Text } from '../text.ts';
import { EpochMs } from '../time.ts';
import { z } from '../zod.ts';

/**
 * A consent, refusal or withdrawal that somebody gave elsewhere than in the chat. `at` is when they gave it, not when it was written down (I12); one
 * of the future counts as of now.
 */
export const RecordConsent = z.strictObject({
  kind: z.literal('recordConsent'),
  userId: Identifier,
  purpose: Purpose,
  channel: Channel,
  granted: z.boolean(),
  at: EpochMs,
  /** What proves it, in the marketer's words: the form and its version, the call. Kept apart, as what a person said is (I2). */
  evidence: Text,
});
export type RecordConsent = z.infer<typeof RecordConsent>;
