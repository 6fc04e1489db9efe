import type { PatchLeads } from '../../contract/command/patch-leads.ts';
import type { Outcome } from '../../contract/command.ts';
import { applyPatch, type FieldEffect, type FieldPatch } from '../../domain/patching/apply-patch.ts';
import { type CommandContext, type Judgement, rejected } from './handler.ts';
import { toPatched } from './patched.ts';

type Judged = FieldPatch & Readonly<{ leadId: string; effect: FieldEffect | 'missing' }>;

/** Judges each field by itself: the later command wins, and what it overwrote unseen is reported. */
export async function patchLeads({ groups }: PatchLeads, context: CommandContext): Promise<Judgement> {
  await context.documents.loadNamed(
    'lead',
    groups.flatMap(({ leads }) => leads),
  );
  const judged = groups.flatMap(({ leads, field, from, to }) => leads.map((leadId) => judge(context, leadId, { field, from, to })));
  if (judged.every(({ effect }) => effect === 'missing')) return rejected('lead.unknown');
  const statuses = judged.filter(({ field, effect }) => field === 'status' && isWritten(effect));
  return { outcome: toOutcome(judged), outgoing: await toPatched(context, statuses) };
}

function judge({ documents, by, at }: CommandContext, leadId: string, patch: FieldPatch): Judged {
  const lead = documents.get('lead', leadId);
  return { ...patch, leadId, effect: lead ? applyPatch(lead, patch, { by, at }).effect : 'missing' };
}

const isWritten = (effect: Judged['effect']): boolean => effect !== 'missing' && effect.kind !== 'unchanged';

function toOutcome(judged: readonly Judged[]): Omit<Outcome, 'id'> {
  const overwritten: NonNullable<Outcome['overwritten']> = [];
  const leftAlone: NonNullable<Outcome['leftAlone']> = [];
  const missing = new Set<string>();
  for (const { leadId, field, effect } of judged) {
    if (effect === 'missing') missing.add(leadId);
    else if (effect.kind === 'unchanged') leftAlone.push({ leadId, field });
    else if (effect.kind === 'overwritten') {
      overwritten.push({ leadId, field, ...(effect.lost !== undefined && { lost: effect.lost }) });
    }
  }
  return {
    status: overwritten.length > 0 ? 'conflict' : 'applied',
    ...(overwritten.length > 0 && { overwritten }),
    ...(leftAlone.length > 0 && { leftAlone }),
    ...(missing.size > 0 && { missing: [...missing] }),
  };
}
