import { LeadId, MemberName, Ulid } from '../identifier.ts';
import { LeadStatus } from '../lead.ts';
import { LeadField } from '../lead-field.ts';
import { Text } from '../text.ts';
import { z } from '../zod.ts';

/** One field of some leads that all showed the same value: `from` is what the marketer saw, `to` what it becomes; absent = unset. */
export const PatchGroup = z.strictObject({
  field: LeadField,
  from: Text.optional(),
  to: Text.optional(),
  leads: z.array(LeadId).min(1).max(500),
});
export type PatchGroup = z.infer<typeof PatchGroup>;

/** Changes leads, 500 at most; a larger bulk is several commands under one `batchId`, undone as one. */
export const PatchLeads = z.strictObject({
  kind: z.literal('patchLeads'),
  groups: z
    .array(PatchGroup)
    .min(1)
    .refine((groups) => groups.reduce((sum, { leads }) => sum + leads.length, 0) <= 500, 'at most 500 leads')
    .refine((groups) => groups.every(({ field, to }) => holds(field, to)), 'a value that its field can hold')
    .refine((groups) => eachOnce(groups), 'each field of a lead once'),
  batchId: Ulid.optional(),
});
export type PatchLeads = z.infer<typeof PatchLeads>;

/** Whether a lead with this value would still be a lead; anything but the status may be unset. */
function holds(field: LeadField, to: string | undefined): boolean {
  if (field === 'status') return LeadStatus.safeParse(to).success;
  if (to === undefined || field.startsWith('note:')) return true;
  return field === 'marketerId' ? MemberName.safeParse(to).success : to === 'on';
}

function eachOnce(groups: readonly PatchGroup[]): boolean {
  const touched = groups.flatMap(({ field, leads }) => leads.map((lead) => `${lead} ${field}`));
  return new Set(touched).size === touched.length;
}
