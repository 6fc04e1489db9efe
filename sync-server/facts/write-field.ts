import type { LeadField } from '../../contract/lead-field.ts';
import { conflictId } from '../../domain/identity/ids.ts';
import { writeField } from '../../domain/patching/lead-field-value.ts';
import type { Restored } from '../../domain/patching/reverse-writes.ts';
import type { CommandFact } from '../store/port/fact.ts';
import type { FieldAuthor } from '../store/port/feed.ts';
import type { Documents } from './documents.ts';
import { isNote } from './note-text.ts';
import type { Patched } from './written-fields.ts';

/** Writes what a command wrote into fields when it was applied; what was left alone then is so for ever. */
export function writePatches(documents: Documents, command: CommandFact, written: readonly Patched[]): void {
  for (const patch of written) {
    noteConflict(documents, command, patch, authorOf(documents, patch.leadId, patch.field));
    writeLeadField(documents, command, patch);
  }
}

/** Sets a field, and notes who did it: what the next one who overwrites it unseen is told. A note that is back is its first author's. */
export function writeLeadField(documents: Documents, { by, at }: CommandFact, { leadId, field, to, as }: Restored): void {
  const lead = documents.get('lead', leadId);
  if (!lead) return;
  documents.put('lead', writeField(lead, field, to, as ?? { by, at }));
  const fields = documents.get('fieldAuthors', leadId)?.fields;
  documents.put('fieldAuthors', { id: leadId, fields: { ...fields, [field]: { by, at } } });
}

/** Absent for a field that nobody ever wrote. */
const authorOf = (documents: Documents, leadId: string, field: LeadField): FieldAuthor | undefined =>
  documents.get('fieldAuthors', leadId)?.fields[field];

/** The value that nobody had seen goes into the conflict inbox; of a note only that one, never the new text. */
function noteConflict(
  documents: Documents,
  { factId, at, by }: CommandFact,
  { leadId, field, from: lost, to, overwrote }: Patched,
  author: FieldAuthor | undefined,
): void {
  if (!overwrote) return;
  documents.put('activity', {
    id: conflictId(factId, leadId, field),
    kind: 'conflict',
    at,
    by,
    commandId: factId,
    leadId,
    field,
    ...(lost !== undefined && { lost }),
    ...(to !== undefined && !isNote(field) && { kept: to }),
    ...(author && { lostBy: author.by, lostAt: author.at }),
  });
}
