import type { PatchLeads } from '../../contract/command/patch-leads.ts';
import type { Undo } from '../../contract/command/undo.ts';
import type { CommandFact } from '../store/port/fact.ts';
import type { Documents } from './documents.ts';
import { foldUndoneConflicts } from './fold-settlement.ts';
import { writeLeadField, writePatches } from './write-field.ts';
import { patchedFields, restoredFields } from './written-fields.ts';
import { auditOfPatch, auditOfUndo } from './written-groups.ts';

/** Writes what a patch wrote when it was applied; what was left alone or missing then is so for ever. */
export function foldPatch(documents: Documents, command: CommandFact, { batchId }: PatchLeads): void {
  const written = patchedFields(command);
  if (written.length === 0) return;
  writePatches(documents, command, written);
  const { factId: id, at, by } = command;
  documents.put('activity', { id, kind: 'patched', at, by, ...(batchId && { batchId }), groups: auditOfPatch(written) });
  if (batchId) documents.put('batch', { id: `${batchId}~${id}`, commandId: id });
}

/** Writes back what an undo found still to be undone. */
export function foldUndo(documents: Documents, command: CommandFact, { undoes, batchId }: Undo): void {
  const { factId: id, at, by, body } = command;
  for (const restored of restoredFields(command)) writeLeadField(documents, command, restored);
  foldUndoneConflicts(documents, command);
  const effect = body.effect?.kind === 'restored' ? body.effect : { groups: [] };
  documents.put('activity', {
    ...{ id, kind: 'undone', at, by, undoes },
    ...(batchId && { batchId }),
    groups: auditOfUndo(effect.groups),
    ...('settled' in effect && effect.settled && { settled: [...effect.settled] }),
    ...('decided' in effect && effect.decided && { decided: [...effect.decided] }),
    ...('reopened' in effect && effect.reopened && { reopened: [...effect.reopened] }),
    leftAlone: body.outcome.leftAlone ?? [],
  });
  if (batchId) documents.put('batch', { id: `${batchId}~${id}`, commandId: id });
}
