import { Ulid } from '../identifier.ts';
import { z } from '../zod.ts';

/** Cancels every item of a dispatch that was not handed to the provider yet. */
export const CancelDispatch = z.strictObject({ kind: z.literal('cancelDispatch'), dispatchId: Ulid });
export type CancelDispatch = z.infer<typeof CancelDispatch>;
