import type { SettleConflicts } from '../../../contract/command/settle-conflicts.ts';
import {
  type ChosenConflict,
  dueConflicts,
  isOfField,
  reapplied,
  redecided,
  settleConflict,
} from '../../../domain/patching/settle-conflicts.ts';
import { byWord, decideAll } from './lay-decisions.ts';
import { applyFields } from './lay-patches.ts';
import { type Laying, noteDeed, type Step, shownConflict } from './laying.ts';

/** Ends conflicts, and writes or decides the losing values again where they were chosen. */
export function laySettlement(step: Step, act: SettleConflicts): void {
  const { draft, only, id, author } = step;
  const due = dueConflicts(chosenIn(step, act), act.keep).filter(({ conflict }) => only(conflict.leadId));
  for (const { conflict } of due) draft.conflicts.set(conflict.id, settleConflict(conflict, { commandId: id, ...author, keep: act.keep }));
  const again = act.keep === 'lost' ? due : [];
  const written = applyFields(step, again.filter(isOfField).map(reapplied));
  const decided = decideAll(step, again.flatMap(redecided), byWord(step));
  noteDeed(step, { written, decided, settled: due.map(({ conflict }) => ({ id: conflict.id, keep: act.keep })) });
}

const chosenIn = (laying: Laying, { conflicts }: SettleConflicts): readonly ChosenConflict[] =>
  conflicts.flatMap(({ id, seen }) => {
    const conflict = shownConflict(laying, id);
    return conflict ? [{ conflict, seen }] : [];
  });
