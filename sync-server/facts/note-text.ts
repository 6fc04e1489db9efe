import type { PatchGroup } from '../../contract/command/patch-leads.ts';
import type { Outcome } from '../../contract/command.ts';
import type { LeadField } from '../../contract/lead-field.ts';
import { splitLeadId } from '../../domain/identity/ids.ts';
import type { PersonalPart } from '../store/port/fact.ts';

type Overwritten = NonNullable<Outcome['overwritten']>;
type Group = Readonly<Omit<PatchGroup, 'from' | 'to'> & { from?: string | undefined; to?: string | undefined }>;

/** Groups and lost values without note text, and that text by the person it is about: each person can be erased alone. */
export type Parted<G> = Readonly<{ groups: G[]; overwritten: Overwritten; personal: PersonalPart[] }>;

export const isNote = (field: LeadField): boolean => field.startsWith('note:');

/** Takes note text out of what the log row keeps. */
export function partNoteTexts<G extends Group>(groups: readonly G[], overwritten: Overwritten): Parted<G> {
  const parts = new Map<string, Record<string, string>>();
  const keep = (leadId: string, key: string, text: string | undefined) => {
    if (text === undefined) return;
    const { userId } = splitLeadId(leadId);
    parts.set(userId, { ...parts.get(userId), [key]: text });
  };
  groups.forEach(({ field, from, to, leads }, index) => {
    if (!isNote(field)) return;
    for (const leadId of leads) {
      keep(leadId, groupKey(index, 'from'), from);
      keep(leadId, groupKey(index, 'to'), to);
    }
  });
  for (const { leadId, field, lost } of overwritten) if (isNote(field)) keep(leadId, lostKey(leadId, field), lost);
  return {
    groups: groups.map((group) => (isNote(group.field) ? withoutText(group) : group)),
    overwritten: overwritten.map(({ leadId, field, lost }) => ({
      leadId,
      field,
      ...(lost !== undefined && !isNote(field) && { lost }),
    })),
    personal: [...parts].map(([person, part]) => ({ person, part })),
  };
}

/** Note text of a stored fact; absent for what was unset, and for what was erased since: the note is gone either way. */
export type NoteTexts = Readonly<{
  ofGroup: (index: number, value: 'from' | 'to', leadId: string) => string | undefined;
  lost: (leadId: string, field: LeadField) => string | undefined;
}>;

export function noteTexts(personal: readonly PersonalPart[]): NoteTexts {
  const parts = new Map(personal.map(({ person, part }) => [person, part]));
  const read = (leadId: string, key: string) => parts.get(splitLeadId(leadId).userId)?.[key];
  return {
    ofGroup: (index, value, leadId) => read(leadId, groupKey(index, value)),
    lost: (leadId, field) => read(leadId, lostKey(leadId, field)),
  };
}

const groupKey = (index: number, value: 'from' | 'to') => `${index}:${value}`;
const lostKey = (leadId: string, field: LeadField) => `lost:${leadId}:${field}`;

function withoutText<G extends Group>(group: G): G {
  const { from: _from, to: _to, ...rest } = group;
  return rest as G;
}
