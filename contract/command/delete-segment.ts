import { Ulid } from '../identifier.ts';
import { z } from '../zod.ts';

/** Deletes a segment for everybody, whatever has been changed of it since; the leads in it are not touched. */
export const DeleteSegment = z.strictObject({ kind: z.literal('deleteSegment'), segmentId: Ulid });
export type DeleteSegment = z.infer<typeof DeleteSegment>;
