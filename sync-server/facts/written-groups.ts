import type { NoteChange, WrittenGroup } from '../../contract/activity.ts';
import type { Restored, Written } from '../../domain/patching/reverse-writes.ts';
import type { RestoredGroup, WrittenNote } from '../store/port/fact.ts';
import { isNote } from './note-text.ts';
import type { Patched } from './written-fields.ts';

/** One group a field and value, so that a bulk stays small in the log. */
export const toRestoredGroups = (restored: readonly Restored[]): RestoredGroup[] =>
  grouped(restored, ({ field, from, to, was, as }) => ({
    field,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(isNote(field) && { note: noteChange(from, to) }),
    ...(was && { was }),
    ...(as && { as }),
  }));

/** What a patch or a settlement wrote, as the audit tells it. */
export const auditOfPatch = (written: readonly Patched[]): WrittenGroup[] =>
  grouped(written, ({ field, from, to, note, was, overwrote }) => ({
    field,
    ...(!isNote(field) && from !== undefined && { from }),
    ...(!isNote(field) && to !== undefined && { to }),
    ...(note && { note }),
    ...(was && { was }),
    ...(overwrote && { overwrote }),
  }));

/** What an undo wrote, as the audit tells it: neither the text of a note nor whose it is again. */
export const auditOfUndo = (groups: readonly RestoredGroup[]): WrittenGroup[] =>
  groups.map(({ from, to, as: _as, ...group }) => ({
    ...group,
    ...(!isNote(group.field) && from !== undefined && { from }),
    ...(!isNote(group.field) && to !== undefined && { to }),
  }));

/** What became of the notes that were written. */
export const toWrittenNotes = (written: readonly Written[]): WrittenNote[] =>
  written.flatMap(({ leadId, field, from, to, was }) =>
    isNote(field) ? [{ leadId, field, note: noteChange(from, to), ...(was && { was }) }] : [],
  );

function noteChange(from: string | undefined, to: string | undefined): NoteChange {
  if (to === undefined) return 'removed';
  return from === undefined ? 'added' : 'changed';
}

/** One group for all entries of which the same is said, in the order in which each came first. */
function grouped<E extends Readonly<{ leadId: string }>, G extends object>(
  entries: readonly E[],
  say: (entry: E) => G,
): (G & { leads: string[] })[] {
  const groups = new Map<string, G & { leads: string[] }>();
  for (const entry of entries) {
    const said = say(entry);
    const words = JSON.stringify(said);
    const known = groups.get(words);
    if (known) known.leads.push(entry.leadId);
    else groups.set(words, { ...said, leads: [entry.leadId] });
  }
  return [...groups.values()];
}
