import { Identifier } from '../identifier.ts';
import { Text } from '../text.ts';
import { z } from '../zod.ts';

/** Whether somebody is under 14, and what proves that a guardian has agreed; without that nothing is sent (개인정보 보호법 제22조의2). */
export const MarkMinor = z.strictObject({
  kind: z.literal('markMinor'),
  userId: Identifier,
  under14: z.boolean(),
  guardianEvidence: Text.optional(),
});
export type MarkMinor = z.infer<typeof MarkMinor>;
