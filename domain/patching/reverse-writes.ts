import type { Lead } from '../../contract/lead.ts';
import type { LeadField } from '../../contract/lead-field.ts';
import type { FieldEffect, FieldPatch } from './apply-patch.ts';
import { type Author, readField, readNoteAuthor, writeField } from './lead-field-value.ts';

/** What an act wrote into one field of one lead: `from` is what really stood there before, `to` what it wrote; absent is unset. */
export type Written = Readonly<{
  leadId: string;
  field: LeadField;
  from: string | undefined;
  to: string | undefined;
  /** Whose the note was that stood there before. */
  was?: Author;
  /** It replaced a value that nobody had seen. */
  overwrote?: true;
}>;

/** A field that was given back what stood there before, which is itself something written: an undo is undone like a patch. */
export type Restored = Written & Readonly<{ /** Whose the note is that is back; absent for what is nobody's. */ as?: Author }>;

export type Reversed = Readonly<{
  /** The leads that were touched, as they are now. */
  leads: ReadonlyMap<string, Lead>;
  restored: readonly Restored[];
  /** Fields that somebody has changed since. */
  leftAlone: readonly Readonly<{ leadId: string; field: LeadField }>[];
  missing: readonly string[];
}>;

/** What a patch wrote into one field of the lead as it was before; undefined where the field held that value already. */
export function writtenBy(before: Lead, { field, from, to }: FieldPatch, effect: FieldEffect): Written | undefined {
  if (effect.kind === 'unchanged') return undefined;
  const was = readNoteAuthor(before, field);
  const head = { leadId: before.id, field, to, ...(was && { was }) };
  return effect.kind === 'overwritten' ? { ...head, from: effect.lost, overwrote: true } : { ...head, from };
}

/**
 * Takes back what was written, in the order given (newest first), but only fields that still hold it: what somebody has changed
 * since is left. A note that is back keeps its first author. The same function is the server's and the desk's overlay.
 */
export function reverseWrites(written: readonly Written[], leadOf: (id: string) => Lead | undefined, author: Author): Reversed {
  const leads = new Map<string, Lead>();
  const restored = new Map<string, Restored>();
  const leftAlone = new Map<string, Readonly<{ leadId: string; field: LeadField }>>();
  const missing = new Set<string>();
  for (const write of written) {
    const { leadId, field } = write;
    const lead = leads.get(leadId) ?? leadOf(leadId);
    const key = `${leadId} ${field}`;
    if (!lead) missing.add(leadId);
    else if (readField(lead, field) !== write.to) leftAlone.set(key, { leadId, field });
    else {
      const back = restore(lead, write, author);
      leads.set(leadId, back.lead);
      restored.set(key, joined(restored.get(key), back.restored));
    }
  }
  return { leads, restored: [...restored.values()], leftAlone: [...leftAlone.values()], missing: [...missing] };
}

function restore(lead: Lead, { leadId, field, from, to, was }: Written, author: Author): Readonly<{ lead: Lead; restored: Restored }> {
  const replaced = readNoteAuthor(lead, field);
  const as = field.startsWith('note:') && from !== undefined ? (was ?? author) : undefined;
  return {
    lead: writeField(lead, field, from, as ?? author),
    restored: { leadId, field, from: to, to: from, ...(replaced && { was: replaced }), ...(as && { as }) },
  };
}

/** A field that was taken back twice went from where it stood first to where it stands last. */
function joined(first: Restored | undefined, { as, ...last }: Restored): Restored {
  if (!first) return { ...last, ...(as && { as }) };
  const { was, from } = first;
  return { leadId: last.leadId, field: last.field, from, to: last.to, ...(was && { was }), ...(as && { as }) };
}
