import { LeadField } from '../../contract/lead-field.ts';
import { Text } from '../../contract/text.ts';
import type { LeadChange } from '../replica/desk/lead-act.ts';

/** As many characters as a note may have on the wire. */
export const noteLength = 2_000;

/** A new note under a fresh ULID; undefined where there is nothing to write down. */
export function noteChange(id: string, text: string): LeadChange | undefined {
  const field = LeadField.safeParse(`note:${id}`);
  const to = Text.safeParse(text.trim());
  return field.success && to.success ? { field: field.data, to: to.data } : undefined;
}
