import type { PatchLeads } from '../../contract/command/patch-leads.ts';
import { type CommandContext, type Judgement, rejected } from './handler.ts';
import { isWritten, judgePatches, toOutcome } from './judge-patches.ts';
import { toPatched } from './patched.ts';

/** The later command wins, and what it overwrote unseen is reported. */
export async function patchLeads({ groups }: PatchLeads, context: CommandContext): Promise<Judgement> {
  const patches = groups.flatMap(({ leads, field, from, to }) => leads.map((leadId) => ({ leadId, field, from, to })));
  const judged = await judgePatches(patches, context);
  if (judged.every(({ effect }) => effect === 'missing')) return rejected('lead.unknown');
  const statuses = judged.filter(({ field, effect }) => field === 'status' && isWritten(effect));
  return { outcome: toOutcome(judged), outgoing: await toPatched(context, statuses) };
}
