import { Hash } from '../identifier.ts';
import { z } from '../zod.ts';

/** What a person found out of an item whose result nobody knows; it is never sent again for that (I7). */
export const FoundOut = z.enum(['sent', 'notSent']);
export type FoundOut = z.infer<typeof FoundOut>;

/** A person's word on an item that is `uncertain`. */
export const SettleItem = z.strictObject({ kind: z.literal('settleItem'), itemId: Hash, was: FoundOut });
export type SettleItem = z.infer<typeof SettleItem>;
