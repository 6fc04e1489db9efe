import type { PatchGroup } from '../../contract/command/patch-leads.ts';
import type { SettleConflicts } from '../../contract/command/settle-conflicts.ts';
import { type ChosenConflict, dueConflicts, isOfField, reapplied, redecided } from '../../domain/patching/settle-conflicts.ts';
import { toWrittenNotes } from '../facts/written-groups.ts';
import { dueWords } from './due-words.ts';
import { applied, type CommandContext, type Judgement, rejected } from './handler.ts';
import { judgePatches, toOutcome, writtenOf } from './judge-patches.ts';
import { byPerson, loadRequests, moveRequests } from './move-requests.ts';
import { toPatched } from './patched.ts';

/** Ends conflicts. A losing value is written again as any patch is, so it may overwrite a value that nobody had seen; one that a teammate settled first is left. */
export async function settleConflicts({ conflicts, keep }: SettleConflicts, context: CommandContext): Promise<Judgement> {
  await context.documents.loadNamed(
    'activity',
    conflicts.map(({ id }) => id),
  );
  const chosen = conflicts.flatMap(({ id, seen }) => chosenConflict(context, id, seen));
  if (chosen.length < conflicts.length) return rejected('conflict.unknown');
  const due = dueConflicts(chosen, keep);
  if (due.length === 0) return applied;
  const settled = due.map(({ conflict }) => conflict.id);
  const leads = [...new Set(due.map(({ conflict }) => conflict.leadId))];
  if (keep === 'standing') return { ...applied, effect: { kind: 'settled', conflicts: settled, leads, groups: [] } };
  const patches = due.filter(isOfField).map(reapplied);
  const judged = await judgePatches(patches, context);
  const written = writtenOf(judged);
  const notes = toWrittenNotes(written);
  const words = due.flatMap(redecided);
  await loadRequests(words, context);
  const decided = await dueWords(words, context);
  const { consequences, outgoing } = await moveRequests(byPerson(decided, 'person.decided', context), context);
  const statuses = written.filter(({ field }) => field === 'status');
  return {
    outcome: decided.some(({ overwrote }) => overwrote) ? { ...toOutcome(judged), status: 'conflict' } : toOutcome(judged),
    effect: {
      ...{ kind: 'settled', conflicts: settled, leads, groups: toGroups(patches) },
      ...(notes.length > 0 && { notes }),
      ...(decided.length > 0 && { decided }),
    },
    consequences,
    outgoing: [...(await toPatched(context, statuses)), ...outgoing],
  };
}

function chosenConflict({ documents }: CommandContext, id: string, seen: string | undefined): ChosenConflict[] {
  const conflict = documents.get('activity', id);
  return conflict?.kind === 'conflict' ? [{ conflict, seen }] : [];
}

/** One group a field and its two values, so that a bulk stays small in the log. */
function toGroups(patches: readonly ReturnType<typeof reapplied>[]): PatchGroup[] {
  const groups = new Map<string, PatchGroup>();
  for (const { leadId, field, from, to } of patches) {
    const key = JSON.stringify([field, from, to]);
    const group = groups.get(key) ?? { field, ...(from !== undefined && { from }), ...(to !== undefined && { to }), leads: [] };
    group.leads.push(leadId);
    groups.set(key, group);
  }
  return [...groups.values()];
}
