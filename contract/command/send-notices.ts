import { DispatchPart } from '../dispatch-part.ts';
import { Identifier } from '../identifier.ts';
import { z } from '../zod.ts';

/**
 * Tells people by AlimTalk what became of their consents, refusals or withdrawals (정보통신망법 제50조 제7항): information, by the template that the
 * shop's policy names, never an advertisement. Each user once; what arrives is on record as `noteNotice` has it.
 */
export const SendNotices = z.strictObject({
  kind: z.literal('sendNotices'),
  notices: z
    .array(z.strictObject({ userId: Identifier, consentFactId: z.string().min(1).max(64) }))
    .min(1)
    .max(1_000)
    .refine((all) => new Set(all.map(({ userId }) => userId)).size === all.length, 'each user once'),
  part: DispatchPart.optional(),
});
export type SendNotices = z.infer<typeof SendNotices>;
