import { Identifier } from '../identifier.ts';
import { z } from '../zod.ts';

/** Who gets which products. Each user once. */
export const RequestDispatch = z.strictObject({
  kind: z.literal('requestDispatch'),
  recipients: z
    .array(z.strictObject({ userId: Identifier, productIds: z.array(Identifier).min(1).max(6) }))
    .min(1)
    .max(1_000)
    .refine((all) => new Set(all.map(({ userId }) => userId)).size === all.length, 'each user once'),
});
export type RequestDispatch = z.infer<typeof RequestDispatch>;
