import type { Outcome } from '../../contract/command.ts';
import { applyPatch, type FieldEffect, type FieldPatch } from '../../domain/patching/apply-patch.ts';
import type { CommandContext } from './handler.ts';

type PatchOfLead = FieldPatch & Readonly<{ leadId: string }>;

/** What a patch does to one field of one lead, or that there is no such lead here. */
export type JudgedPatch = PatchOfLead & Readonly<{ effect: FieldEffect | 'missing' }>;

/** Judges each field by itself; no lead and field may be named twice. */
export async function judgePatches(
  patches: readonly PatchOfLead[],
  { documents, by, at }: CommandContext,
): Promise<readonly JudgedPatch[]> {
  await documents.loadNamed(
    'lead',
    patches.map(({ leadId }) => leadId),
  );
  return patches.map((patch) => {
    const lead = documents.get('lead', patch.leadId);
    return { ...patch, effect: lead ? applyPatch(lead, patch, { by, at }).effect : 'missing' };
  });
}

export const isWritten = (effect: JudgedPatch['effect']): boolean => effect !== 'missing' && effect.kind !== 'unchanged';

export function toOutcome(judged: readonly JudgedPatch[]): Omit<Outcome, 'id'> {
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
