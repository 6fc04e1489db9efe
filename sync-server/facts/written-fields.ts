import type { PatchGroup } from '../../contract/command/patch-leads.ts';
import type { LeadField } from '../../contract/lead-field.ts';
import type { Restored, Written } from '../../domain/patching/reverse-writes.ts';
import type { CommandFact, WrittenNote } from '../store/port/fact.ts';
import { isNote, noteTexts } from './note-text.ts';

/** What a stored patch or settlement wrote into one field; `note` is what became of a note. */
export type Patched = Written & Readonly<{ note?: WrittenNote['note'] }>;

/**
 * What a stored patch or settlement wrote, field by field, in the order of the command, note text back in its place. Read from the
 * outcome it got, never judged again; what was missing then, or held the value already, is left out.
 */
export function patchedFields({ body, personal }: CommandFact): readonly Patched[] {
  const texts = noteTexts(personal);
  const { effect, outcome } = body;
  const lost = new Map((outcome.overwritten ?? []).map((entry) => [key(entry), entry.lost]));
  const noted = effect?.kind === 'noted' || effect?.kind === 'settled' ? (effect.notes ?? []) : [];
  const notes = new Map(noted.map((note) => [key(note), note]));

  const written = ({ field, from: seen, to }: PatchGroup, index: number, leadId: string): Patched => {
    const place = key({ leadId, field });
    const overwrote = lost.has(place);
    const unseen = overwrote && { overwrote };
    if (!isNote(field)) return { leadId, field, from: overwrote ? lost.get(place) : seen, to, ...unseen };
    const { note, was } = notes.get(place) ?? {};
    const from = overwrote ? texts.lost(leadId, field) : texts.ofGroup(index, 'from', leadId);
    return { leadId, field, from, to: texts.ofGroup(index, 'to', leadId), ...(note && { note }), ...(was && { was }), ...unseen };
  };
  const untouched = untouchedBy(body);
  return groupsOf(body).flatMap((group, index) =>
    group.leads.filter((leadId) => !untouched(leadId, group.field)).map((leadId) => written(group, index, leadId)),
  );
}

/** What a stored `undo` wrote, note text back in its place. */
export function restoredFields({ body: { effect }, personal }: CommandFact): readonly Restored[] {
  const groups = effect?.kind === 'restored' ? effect.groups : [];
  const texts = noteTexts(personal);
  return groups.flatMap(({ field, from, to, leads, was, as }, index) =>
    leads.map((leadId) => ({
      leadId,
      field,
      from: isNote(field) ? texts.ofGroup(index, 'from', leadId) : from,
      to: isNote(field) ? texts.ofGroup(index, 'to', leadId) : to,
      ...(was && { was }),
      ...(as && { as }),
    })),
  );
}

/** What a stored command wrote that an undo can take back. */
export const writtenFields = (fact: CommandFact): readonly Written[] =>
  fact.body.act.kind === 'undo' ? restoredFields(fact) : patchedFields(fact);

/** The leads that a command wrote. */
export function writtenLeads(body: CommandFact['body']): readonly string[] {
  const { effect } = body;
  const untouched = untouchedBy(body);
  const groups = effect?.kind === 'restored' ? effect.groups : groupsOf(body);
  return [...new Set(groups.flatMap(({ field, leads }) => leads.filter((leadId) => !untouched(leadId, field))))];
}

function groupsOf({ act, effect }: CommandFact['body']): readonly PatchGroup[] {
  if (act.kind === 'patchLeads') return act.groups;
  return effect?.kind === 'settled' ? effect.groups : [];
}

function untouchedBy({ act, outcome }: CommandFact['body']): (leadId: string, field: LeadField) => boolean {
  const missing = new Set(outcome.missing);
  const left = new Set(act.kind === 'undo' ? [] : (outcome.leftAlone ?? []).map(key));
  return (leadId, field) => missing.has(leadId) || left.has(key({ leadId, field }));
}

const key = ({ leadId, field }: Readonly<{ leadId: string; field: LeadField }>) => `${leadId} ${field}`;
