import { DispatchChannel } from '../dispatch.ts';
import { DispatchPart } from '../dispatch-part.ts';
import { Identifier } from '../identifier.ts';
import { Text } from '../text.ts';
import { EpochMs } from '../time.ts';
import { z } from '../zod.ts';

/** Who gets which products. Each user once. */
export const RequestDispatch = z.strictObject({
  kind: z.literal('requestDispatch'),
  recipients: z
    .array(z.strictObject({ userId: Identifier, productIds: z.array(Identifier).min(1).max(6) }))
    .min(1)
    .max(1_000)
    .refine((all) => new Set(all.map(({ userId }) => userId)).size === all.length, 'each user once'),
  /** `kakao_brand` where absent. */
  channel: DispatchChannel.optional(),
  /** Instead of the usual words; what the law wants around them is added to it. */
  text: Text.optional(),
  /** Not before; absent, or over, is at once. */
  sendAt: EpochMs.optional(),
  /** Where absent, 24 hours after `sendAt`, or after it was asked for. */
  expiresAt: EpochMs.optional(),
  /** Also to those who were sent one of the products lately. */
  repeatAllowed: z.literal(true).optional(),
  part: DispatchPart.optional(),
});
export type RequestDispatch = z.infer<typeof RequestDispatch>;
