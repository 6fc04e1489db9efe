import { z } from './zod.ts';

const writable = /^[^\0\p{Cs}]*$/u;

/** UTF-16 units of the longest text. */
export const textLimit = 2_000;

/** What a person wrote: 1 to 2,000 UTF-16 units, no NUL, no lone surrogate (RFC 8785 can write neither the same twice). */
export const Text = z.string().min(1).max(textLimit).regex(writable);
export type Text = z.infer<typeof Text>;

/** A short label that people read: a product's name, a category, a tag. No control characters. */
export const Label = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u);
export type Label = z.infer<typeof Label>;
