import type { PatchLeads } from '../../contract/command/patch-leads.ts';
import type { Undo } from '../../contract/command/undo.ts';
import type { LeadField } from '../../contract/lead-field.ts';
import { conflictId } from '../../domain/identity/ids.ts';
import { writeField } from '../../domain/patching/lead-field-value.ts';
import type { CommandFact } from '../store/port/fact.ts';
import { appliedPatches, type PatchOfLead } from './applied-patches.ts';
import type { Documents } from './documents.ts';
import { isNote, noteTexts } from './note-text.ts';

/** Writes what a patch wrote when it was applied; what was left alone or missing then is so for ever. */
export function foldPatch(documents: Documents, command: CommandFact, act: PatchLeads): void {
  const written = appliedPatches(command, act).filter(({ effect }) => effect.kind !== 'unchanged');
  if (written.length === 0) return;
  for (const { leadId, field, to } of written) setField(documents, command, leadId, field, to);
  notePatch(documents, command, act, written);
  for (const patch of written) noteConflict(documents, command, patch);
  if (act.batchId) documents.put('batch', { id: `${act.batchId}~${command.factId}`, commandId: command.factId });
}

/** Writes back what an undo found still to be undone. */
export function foldUndo(documents: Documents, command: CommandFact, { undoes }: Undo): void {
  const groups = command.body.effect?.kind === 'restored' ? command.body.effect.groups : [];
  const texts = noteTexts(command.personal);
  groups.forEach(({ field, to, leads }, index) => {
    for (const leadId of leads) setField(documents, command, leadId, field, isNote(field) ? texts.ofGroup(index, 'to', leadId) : to);
  });
  documents.put('activity', {
    id: command.factId,
    kind: 'undone',
    at: command.at,
    by: command.by,
    undoes,
    leads: [...new Set(groups.flatMap(({ leads }) => leads))],
    leftAlone: command.body.outcome.leftAlone ?? [],
  });
}

function setField(documents: Documents, { by, at }: CommandFact, leadId: string, field: LeadField, to: string | undefined): void {
  const lead = documents.get('lead', leadId);
  if (lead) documents.put('lead', writeField(lead, field, to, { by, at }));
}

function notePatch(documents: Documents, { factId, at, by }: CommandFact, act: PatchLeads, written: readonly PatchOfLead[]): void {
  const touched = new Set(written.map(({ leadId, field }) => `${leadId} ${field}`));
  const groups = act.groups
    .map(({ field, to, leads }) => ({
      field,
      ...(to !== undefined && { to }),
      leads: leads.filter((leadId) => touched.has(`${leadId} ${field}`)),
    }))
    .filter(({ leads }) => leads.length > 0);
  documents.put('activity', { id: factId, kind: 'patched', at, by, ...(act.batchId && { batchId: act.batchId }), groups });
}

/** The value that nobody had seen goes into the conflict inbox; of a note only that one, never the new text. */
function noteConflict(documents: Documents, { factId, at, by }: CommandFact, { leadId, field, to, effect }: PatchOfLead): void {
  if (effect.kind !== 'overwritten') return;
  documents.put('activity', {
    id: conflictId(factId, leadId, field),
    kind: 'conflict',
    at,
    by,
    commandId: factId,
    leadId,
    field,
    ...(effect.lost !== undefined && { lost: effect.lost }),
    ...(to !== undefined && !isNote(field) && { kept: to }),
  });
}
