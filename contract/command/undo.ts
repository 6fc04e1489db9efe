import { Ulid } from '../identifier.ts';
import { z } from '../zod.ts';

/**
 * Reverses a `patchLeads`, a `decideRequest`, a `reevaluateRequests`, another `undo` (which is a redo), or every one with this `batchId`: only fields that still hold what it
 * wrote. One that takes back a bulk is several commands under a `batchId` of their own, which is reversed as one again; a batch
 * of more than 2,000 fields is refused (`undo.tooMany`).
 */
export const Undo = z.strictObject({ kind: z.literal('undo'), undoes: Ulid, batchId: Ulid.optional() });
export type Undo = z.infer<typeof Undo>;
