import type { Outcome } from '../../contract/command.ts';
import { applyPatch, type FieldEffect, type FieldPatch } from '../../domain/patching/apply-patch.ts';
import { type Written, writtenBy } from '../../domain/patching/reverse-writes.ts';
import type { CommandContext } from './handler.ts';

type PatchOfLead = FieldPatch & Readonly<{ leadId: string }>;

/** What a patch does to one field of one lead, or that there is no such lead here. */
export type JudgedPatch = PatchOfLead & Readonly<{ effect: FieldEffect | 'missing'; written?: Written }>;

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
    if (!lead) return { ...patch, effect: 'missing' };
    const { effect } = applyPatch(lead, patch, { by, at });
    const written = writtenBy(lead, patch, effect);
    return { ...patch, effect, ...(written && { written }) };
  });
}

/** What the patches write. */
export const writtenOf = (judged: readonly JudgedPatch[]): readonly Written[] => judged.flatMap(({ written }) => written ?? []);

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
