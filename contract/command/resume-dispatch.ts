import { Ulid } from '../identifier.ts';
import { z } from '../zod.ts';

/** Lets a dispatch go on, whatever held it: what still stands in its way holds it again. */
export const ResumeDispatch = z.strictObject({ kind: z.literal('resumeDispatch'), dispatchId: Ulid });
export type ResumeDispatch = z.infer<typeof ResumeDispatch>;
