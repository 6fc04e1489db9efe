import type { PatchLeads } from '../../contract/command/patch-leads.ts';
import { toWrittenNotes } from '../facts/written-groups.ts';
import { type CommandContext, type Judgement, rejected } from './handler.ts';
import { judgePatches, toOutcome, writtenOf } from './judge-patches.ts';
import { toPatched } from './patched.ts';

/** The later command wins, and what it overwrote unseen is reported. */
export async function patchLeads({ groups }: PatchLeads, context: CommandContext): Promise<Judgement> {
  const patches = groups.flatMap(({ leads, field, from, to }) => leads.map((leadId) => ({ leadId, field, from, to })));
  const judged = await judgePatches(patches, context);
  if (judged.every(({ effect }) => effect === 'missing')) return rejected('lead.unknown');
  const written = writtenOf(judged);
  const notes = toWrittenNotes(written);
  const statuses = written.filter(({ field }) => field === 'status');
  return {
    outcome: toOutcome(judged),
    ...(notes.length > 0 && { effect: { kind: 'noted', notes } }),
    outgoing: await toPatched(context, statuses),
  };
}
