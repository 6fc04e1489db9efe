import type { PatchGroup } from '../../contract/command/patch-leads.ts';
import type { Outcome } from '../../contract/command.ts';
import type { LeadField } from '../../contract/lead-field.ts';
import type { AppliedPatch, FieldEffect } from '../../domain/patching/apply-patch.ts';
import type { CommandFact } from '../store/port/fact.ts';
import { isNote, type NoteTexts, noteTexts } from './note-text.ts';

export type PatchOfLead = AppliedPatch & Readonly<{ leadId: string }>;

/** What a stored command did to fields and their leads, in the order in which it did it; nothing for one that only set other things. */
export function writesOf(command: CommandFact): PatchOfLead[] {
  const { act, effect } = command.body;
  if (act.kind === 'patchLeads') return appliedPatches(command, act.groups);
  return effect?.kind === 'settled' ? appliedPatches(command, effect.groups) : [];
}

/**
 * What stored groups did, field by field, in the order of the command, note text back in its place. Read from the
 * outcome it got, never judged again; leads that were missing then are left out.
 */
function appliedPatches({ body, personal }: CommandFact, groups: readonly PatchGroup[]): PatchOfLead[] {
  const texts = noteTexts(personal);
  const effectOf = effects(body.outcome, texts);
  const missing = new Set(body.outcome.missing);
  return groups.flatMap(({ field, from, to, leads }, index) =>
    leads
      .filter((leadId) => !missing.has(leadId))
      .map((leadId) => ({
        leadId,
        field,
        from: isNote(field) ? texts.ofGroup(index, 'from', leadId) : from,
        to: isNote(field) ? texts.ofGroup(index, 'to', leadId) : to,
        effect: effectOf(leadId, field),
      })),
  );
}

function effects({ overwritten = [], leftAlone = [] }: Outcome, texts: NoteTexts) {
  const lost = new Map(overwritten.map((entry) => [key(entry.leadId, entry.field), entry.lost]));
  const unchanged = new Set(leftAlone.map(({ leadId, field }) => key(leadId, field)));
  return (leadId: string, field: LeadField): FieldEffect => {
    if (unchanged.has(key(leadId, field))) return { kind: 'unchanged' };
    if (!lost.has(key(leadId, field))) return { kind: 'changed' };
    return { kind: 'overwritten', lost: isNote(field) ? texts.lost(leadId, field) : lost.get(key(leadId, field)) };
  };
}

const key = (leadId: string, field: LeadField) => `${leadId} ${field}`;
