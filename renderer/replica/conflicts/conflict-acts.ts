import type { SettleConflicts } from '../../../contract/command/settle-conflicts.ts';
import { addCommandsTo } from '../add-commands.ts';
import { chunked } from '../chunked.ts';
import type { Desk } from '../desk.ts';
import type { Replica } from '../open-replica.ts';
import { conflictSource, seenOf, selectedConflicts } from './conflict-page.ts';

/** Conflicts a `settleConflicts` may name: the contract's limit. */
const conflictsACommand = 500;

export type ConflictActs = Pick<Desk, 'settle'>;

/** What a marketer does about conflicts: commands, stored before the call resolves. */
export function conflictActsOn({ view, commands, notebook }: Replica, now: () => number): ConflictActs {
  const add = addCommandsTo(commands, now);
  return {
    settle: async (selection, keep) => {
      const chosen = selectedConflicts(conflictSource(view), notebook.read().member, selection).map((conflict) => {
        const seen = keep === 'lost' ? seenOf(view, conflict) : undefined;
        return { id: conflict.id, ...(seen !== undefined && { seen }) };
      });
      const acts = chunked(chosen, conflictsACommand).map((conflicts): SettleConflicts => ({ kind: 'settleConflicts', keep, conflicts }));
      if (acts.length === 0) return { undoes: '', leads: 0 };
      const undoes = commands.nextId();
      await add(acts.length === 1 ? acts.map((act) => ({ id: undoes, act })) : acts.map((act) => inBatch(act, undoes, commands.nextId())));
      return { undoes, leads: chosen.length };
    },
  };
}

const inBatch = (act: SettleConflicts, batchId: string, id: string) => ({ id, act: { ...act, batchId } });
