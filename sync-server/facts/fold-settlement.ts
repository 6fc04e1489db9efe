import type { Conflict } from '../../contract/activity.ts';
import type { SettleConflicts } from '../../contract/command/settle-conflicts.ts';
import { reopenConflict, settleConflict } from '../../domain/patching/settle-conflicts.ts';
import type { CommandFact } from '../store/port/fact.ts';
import type { Documents } from './documents.ts';
import { noteContested } from './note-contested.ts';
import { writePatches } from './write-field.ts';
import { patchedFields } from './written-fields.ts';
import { auditOfPatch } from './written-groups.ts';

/** Settles what a command found to be due, and writes the losing values that it chose again. */
export function foldSettlement(documents: Documents, command: CommandFact, { keep, batchId }: SettleConflicts): void {
  const { effect } = command.body;
  if (effect?.kind !== 'settled') return;
  const { factId, at, by } = command;
  const settled = { commandId: factId, at, by, keep };
  for (const id of effect.conflicts) changeConflict(documents, id, (conflict) => settleConflict(conflict, settled));
  const written = patchedFields(command);
  writePatches(documents, command, written);
  const head = { id: factId, kind: 'settled', at, by, ...(batchId && { batchId }) } as const;
  documents.put('activity', {
    ...head,
    keep,
    conflicts: [...effect.conflicts],
    leads: [...effect.leads],
    groups: auditOfPatch(written),
    ...(effect.decided && { decided: [...effect.decided] }),
  });
  noteContested(documents, command, effect.decided ?? []);
  if (batchId) documents.put('batch', { id: `${batchId}~${factId}`, commandId: factId });
}

/** What an undo did to conflicts: some are open again, others are settled. */
export function foldUndoneConflicts(documents: Documents, { factId, at, by, body }: CommandFact): void {
  if (body.effect?.kind !== 'restored') return;
  const { reopened = [], settled = [] } = body.effect;
  for (const { id } of reopened) changeConflict(documents, id, reopenConflict);
  for (const { id, keep } of settled)
    changeConflict(documents, id, (conflict) => settleConflict(conflict, { commandId: factId, at, by, keep }));
}

function changeConflict(documents: Documents, id: string, change: (conflict: Conflict) => Conflict): void {
  const conflict = documents.get('activity', id);
  if (conflict?.kind === 'conflict') documents.put('activity', change(conflict));
}
