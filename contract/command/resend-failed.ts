import { DispatchPart } from '../dispatch-part.ts';
import { Ulid } from '../identifier.ts';
import { z } from '../zod.ts';

/** Sends to those of a dispatch who surely got nothing, as a dispatch of its own (I7). */
export const ResendFailed = z.strictObject({ kind: z.literal('resendFailed'), dispatchId: Ulid, part: DispatchPart.optional() });
export type ResendFailed = z.infer<typeof ResendFailed>;
