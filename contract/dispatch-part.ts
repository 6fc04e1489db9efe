import { Ulid } from './identifier.ts';
import { z } from './zod.ts';

/**
 * Which part of one message a dispatch is: a command names at most 1,000 people, so that a message to more becomes several, which are shown,
 * stopped and counted as one. Absent where a dispatch is all of it.
 */
export const DispatchPart = z
  .strictObject({
    /** The first part's command; the same for all of them, also where that one was refused. */
    of: Ulid,
    /** From 1. A part that is asked for once more keeps its number. */
    number: z.int().positive(),
    count: z.int().min(2),
    /** Whom all parts together name; absent where only the server knows. */
    people: z.int().positive().optional(),
  })
  .refine(({ number, count }) => number <= count, 'one of so many');
export type DispatchPart = z.infer<typeof DispatchPart>;
