import { z } from './zod.ts';

/**
 * One thing about a lead that a person sets, conflicting by itself: `status`, `marketerId`, each tag and each note.
 * Values are strings and absent means unset: a set tag is `on`, a note is its text.
 */
export const LeadField = z.union([
  z.literal('status'),
  z.literal('marketerId'),
  z.templateLiteral([
    'tag:',
    z
      .string()
      .min(1)
      .max(50)
      .regex(/^[^\p{Cc}\p{Cs}]*$/u),
  ]),
  z.templateLiteral(['note:', z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)]),
]);
export type LeadField = z.infer<typeof LeadField>;
