import type { Lead } from '../../contract/lead.ts';
import type { LeadField } from '../../contract/lead-field.ts';
import { type Author, readField, writeField } from './lead-field-value.ts';

/** One field of one lead: what the marketer saw and what it becomes. */
export type FieldPatch = Readonly<{ field: LeadField; from: string | undefined; to: string | undefined }>;

/**
 * What a patch did to a field. `overwritten`: it replaced a value that the marketer had not seen; that value, `lost`, goes
 * into the activity and the conflict inbox. `unchanged`: the field already held the new value.
 */
export type FieldEffect =
  | Readonly<{ kind: 'changed' }>
  | Readonly<{ kind: 'unchanged' }>
  | Readonly<{ kind: 'overwritten'; lost: string | undefined }>;

/**
 * Applies one field of a patch: last in log order wins, nothing is lost in silence.
 * The same function is the server's and the desk's overlay.
 */
export function applyPatch(lead: Lead, { field, from, to }: FieldPatch, author: Author): Readonly<{ lead: Lead; effect: FieldEffect }> {
  const current = readField(lead, field);
  if (current === to) return { lead, effect: { kind: 'unchanged' } };
  const effect: FieldEffect = current === from ? { kind: 'changed' } : { kind: 'overwritten', lost: current };
  return { lead: writeField(lead, field, to, author), effect };
}
