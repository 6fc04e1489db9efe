import { Ulid } from '../identifier.ts';
import { z } from '../zod.ts';

/** Reverses a `patchLeads`, or every one with this `batchId`: only fields that still hold that command's `to`. */
export const Undo = z.strictObject({ kind: z.literal('undo'), undoes: Ulid });
export type Undo = z.infer<typeof Undo>;
