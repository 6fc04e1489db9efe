import type { LeadField } from './lead-field.ts';
import { z } from './zod.ts';

/** What two people can set otherwise without having seen each other: a field of a lead or, by its event's id, how a request stands. */
export type ContestedField = LeadField | RequestField;
export type RequestField = `request:${string}`;

export const ContestedField = z
  .string()
  .regex(/^(status|marketerId|tag:[^\p{Cc}\p{Cs}]{1,50}|note:[0-7][0-9A-HJKMNP-TV-Z]{25}|request:[0-9a-f-]{36})$/u) as unknown as z.ZodType<
  ContestedField,
  ContestedField
>;
