import type { Conflict } from '../../../contract/activity.ts';
import type { Undo } from '../../../contract/command/undo.ts';
import { reverseConflicts } from '../../../domain/patching/reverse-conflicts.ts';
import { reverseWrites } from '../../../domain/patching/reverse-writes.ts';
import { reopenConflict, settleConflict } from '../../../domain/patching/settle-conflicts.ts';
import { withContested, withPlaces } from '../../../domain/request-decision/contested-request.ts';
import { reverseDecisions } from '../../../domain/request-decision/reverse-decisions.ts';
import type { Deed } from '../undoing/written-here.ts';
import { decideAll, standingRequest } from './lay-decisions.ts';
import { type Laying, noteDeed, type Step, shownConflict, shownLead } from './laying.ts';

/** Takes back what a command or batch did, field by field and request by request, where nobody has changed it since. */
export function layUndo(step: Step, { undoes }: Undo): void {
  const { id, author } = step;
  const did = step.undone(undoes).map((deed) => askedOf(step, deed));
  const writes = did.flatMap(({ written }) => written);
  const reversed = reverseWrites(writes, (leadId) => shownLead(step, leadId), author);
  const turned = reverseDecisions(did, (requestEventId) => standingRequest(step, requestEventId));
  const conflictIn = (conflictId: string) => askedConflict(step, conflictId);
  const { settled, reopened } = reverseConflicts(did.map(withContested), withPlaces(reversed, turned), conflictIn);
  const decided = decideAll(step, turned.moved, (move) => move);
  noteDeed(step, { written: reversed.restored, settled, reopened, decided });
  for (const leadId of [...reversed.leads.keys(), ...reversed.leftAlone.map((left) => left.leadId)]) {
    const lead = reversed.leads.get(leadId) ?? shownLead(step, leadId);
    if (lead) step.touch(lead);
  }
  for (const kept of reopened) changeConflict(step, kept.id, reopenConflict);
  for (const { id: settledId, keep } of settled)
    changeConflict(step, settledId, (conflict) => settleConflict(conflict, { commandId: id, ...author, keep }));
}

const askedOf = ({ only }: Laying, deed: Deed): Deed => ({
  ...deed,
  written: deed.written.filter(({ leadId }) => only(leadId)),
  decided: deed.decided.filter(({ leadId }) => only(leadId)),
});

function askedConflict(laying: Laying, id: string): Conflict | undefined {
  const conflict = shownConflict(laying, id);
  return conflict && laying.only(conflict.leadId) ? conflict : undefined;
}

function changeConflict(laying: Laying, id: string, change: (conflict: Conflict) => Conflict): void {
  const conflict = shownConflict(laying, id);
  if (conflict) laying.draft.conflicts.set(id, change(conflict));
}
