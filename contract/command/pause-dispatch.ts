import { Ulid } from '../identifier.ts';
import { z } from '../zod.ts';

/** Stops a dispatch until it is resumed; what has been claimed ends. */
export const PauseDispatch = z.strictObject({ kind: z.literal('pauseDispatch'), dispatchId: Ulid });
export type PauseDispatch = z.infer<typeof PauseDispatch>;
