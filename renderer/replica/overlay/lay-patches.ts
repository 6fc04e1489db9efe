import type { PatchLeads } from '../../../contract/command/patch-leads.ts';
import { applyPatch, type FieldPatch } from '../../../domain/patching/apply-patch.ts';
import { readField } from '../../../domain/patching/lead-field-value.ts';
import { type Written, writtenBy } from '../../../domain/patching/reverse-writes.ts';
import { askedLead, type Laying, noteDeed, type Step, shownLead } from './laying.ts';

type FieldOfLead = FieldPatch & Readonly<{ leadId: string }>;

/** `again`: it was settled once, by a server that lost it. */
export function layPatches(step: Step, act: PatchLeads, again: boolean): void {
  const fields = fieldsOf(act);
  noteDeed(step, { written: applyFields(step, again ? lostAmong(step, fields) : fields) });
}

/** Applies fields one after another, and tells what was written. */
export function applyFields(step: Step, fields: readonly FieldOfLead[]): readonly Written[] {
  return fields.flatMap((field) => {
    const lead = askedLead(step, field.leadId);
    if (!lead) return [];
    const after = applyPatch(lead, field, step.author);
    step.touch(after.lead);
    return writtenBy(lead, field, after.effect) ?? [];
  });
}

/** The fields that are again as they were before the patch, since the server lost it. Others were changed since. */
const lostAmong = (laying: Laying, fields: readonly FieldOfLead[]): readonly FieldOfLead[] =>
  fields.filter(({ leadId, field, from }) => {
    const lead = shownLead(laying, leadId);
    return lead !== undefined && readField(lead, field) === from;
  });

const fieldsOf = ({ groups }: PatchLeads): readonly FieldOfLead[] =>
  groups.flatMap(({ field, from, to, leads }) => leads.map((leadId) => ({ leadId, field, from, to })));
