import { Identifier } from '../identifier.ts';
import { Label } from '../text.ts';
import { EpochMs } from '../time.ts';
import { z } from '../zod.ts';

/**
 * A purchase that has ended, of somebody who gave the shop their number themself. Where the shop goes by the law's exception it stands for a consent
 * to advertise that category for six months (정보통신망법 제50조 제1항 제1호).
 */
export const RecordPurchase = z.strictObject({
  kind: z.literal('recordPurchase'),
  userId: Identifier,
  category: Label,
  endedAt: EpochMs,
});
export type RecordPurchase = z.infer<typeof RecordPurchase>;
