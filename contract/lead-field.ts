import { z } from './zod.ts';

/**
 * One thing about a lead that a person sets, conflicting by itself: `status`, `marketerId`, each tag (1 to 50 characters) and
 * each note (by ULID). Values are strings and absent means unset: a set tag is `on`, a note is its text.
 */
export type LeadField = 'status' | 'marketerId' | `tag:${string}` | `note:${string}`;

export const LeadField = z
  .string()
  .regex(/^(status|marketerId|tag:[^\p{Cc}\p{Cs}]{1,50}|note:[0-7][0-9A-HJKMNP-TV-Z]{25})$/u) as unknown as z.ZodType<LeadField, LeadField>;
