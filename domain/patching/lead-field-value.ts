import { type Lead, LeadStatus } from '../../contract/lead.ts';
import type { LeadField } from '../../contract/lead-field.ts';
import { byCodePoint, byCodeUnit } from '../order.ts';

/** Who writes a value, and when: what a note carries. */
export type Author = Readonly<{ by: string; at: number }>;

/** What a lead holds in a field; absent is unset. A set tag is `on`, a note is its text. */
export function readField(lead: Lead, field: LeadField): string | undefined {
  if (field === 'status') return lead.status;
  if (field === 'marketerId') return lead.marketerId;
  if (field.startsWith('tag:')) return lead.tags.includes(field.slice(4)) ? 'on' : undefined;
  const id = field.slice(5);
  return lead.notes.find((note) => note.id === id)?.text;
}

/** Whose the note in this field is; absent where there is none, and for every other field. */
export function readNoteAuthor(lead: Lead, field: LeadField): Author | undefined {
  const note = field.startsWith('note:') ? lead.notes.find(({ id }) => id === field.slice(5)) : undefined;
  return note && { by: note.by, at: note.at };
}

/** The lead with a field set, or unset where `value` is absent. A status cannot be unset: it becomes `new`. */
export function writeField(lead: Lead, field: LeadField, value: string | undefined, author: Author): Lead {
  if (field === 'status') return { ...lead, status: LeadStatus.catch('new').parse(value) };
  if (field === 'marketerId') return writeAssignee(lead, value);
  if (field.startsWith('tag:')) return { ...lead, tags: writeTag(lead.tags, field.slice(4), value !== undefined) };
  return { ...lead, notes: writeNote(lead.notes, field.slice(5), value, author) };
}

function writeAssignee({ marketerId: _old, ...lead }: Lead, value: string | undefined): Lead {
  return value === undefined ? lead : { ...lead, marketerId: value };
}

function writeTag(tags: readonly string[], tag: string, on: boolean): string[] {
  const others = tags.filter((other) => other !== tag);
  return (on ? [...others, tag] : others).sort(byCodePoint);
}

function writeNote(notes: Lead['notes'], id: string, text: string | undefined, { by, at }: Author): Lead['notes'] {
  const others = notes.filter((note) => note.id !== id);
  return (text === undefined ? others : [...others, { id, text, by, at }]).sort((a, b) => byCodeUnit(a.id, b.id));
}
