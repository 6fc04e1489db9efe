import type { TFunction } from 'i18next';
import type { LeadStatus } from '../../contract/lead.ts';
import type { LeadChange } from '../replica/desk.ts';

/** Which sentence of the catalogue (`change.*`) says a change. */
export type ChangeKind = 'status' | 'assign' | 'unassign' | 'tagOn' | 'tagOff' | 'note' | 'noteOff';

/** `value` is what the sentence names: a status in words, a person, a tag, a note's text. */
export type DescribedChange = Readonly<{ kind: ChangeKind; value: string }>;

export function describeChange({ field, to }: LeadChange, t: TFunction<'leads'>): DescribedChange {
  if (field === 'status') return { kind: 'status', value: t(`status.${(to ?? 'new') as LeadStatus}`) };
  if (field === 'marketerId') return { kind: to === undefined ? 'unassign' : 'assign', value: to ?? '' };
  if (field.startsWith('tag:')) return { kind: to === undefined ? 'tagOff' : 'tagOn', value: field.slice('tag:'.length) };
  return { kind: to === undefined ? 'noteOff' : 'note', value: to ?? '' };
}
