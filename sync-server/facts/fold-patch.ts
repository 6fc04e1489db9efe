import type { PatchLeads } from '../../contract/command/patch-leads.ts';
import type { Undo } from '../../contract/command/undo.ts';
import type { CommandFact } from '../store/port/fact.ts';
import { type PatchOfLead, writesOf } from './applied-patches.ts';
import type { Documents } from './documents.ts';
import { foldUndoneConflicts } from './fold-settlement.ts';
import { isNote, noteTexts } from './note-text.ts';
import { writeLeadField, writePatches } from './write-field.ts';

/** Writes what a patch wrote when it was applied; what was left alone or missing then is so for ever. */
export function foldPatch(documents: Documents, command: CommandFact, act: PatchLeads): void {
  const written = writesOf(command).filter(({ effect }) => effect.kind !== 'unchanged');
  if (written.length === 0) return;
  writePatches(documents, command, written);
  notePatch(documents, command, act, written);
  if (act.batchId) documents.put('batch', { id: `${act.batchId}~${command.factId}`, commandId: command.factId });
}

/** Writes back what an undo found still to be undone. */
export function foldUndo(documents: Documents, command: CommandFact, { undoes }: Undo): void {
  const groups = command.body.effect?.kind === 'restored' ? command.body.effect.groups : [];
  const texts = noteTexts(command.personal);
  groups.forEach(({ field, to, leads }, index) => {
    for (const leadId of leads) writeLeadField(documents, command, leadId, field, isNote(field) ? texts.ofGroup(index, 'to', leadId) : to);
  });
  foldUndoneConflicts(documents, command);
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
