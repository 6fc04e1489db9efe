import type { TFunction } from 'i18next';
import { LeadStatus } from '../../contract/lead.ts';
import type { LeadField } from '../../contract/lead-field.ts';

/** A field and what it became; absent `to` is unset. */
type Change = Readonly<{ field: LeadField; to?: string | undefined }>;

/** What a change would do, as a heading: `상태 → 연락함`. */
export function changeName(change: Change, t: TFunction<'leads'>): string {
  const { kind, value } = described(change);
  return t(`change.${kind}`, { value: kind === 'status' ? t(`status.${statusOf(value)}`) : value });
}

/** What a change did, as a sentence: `상태를 연락함으로 바꿨어요`. A note's text is left to the note. */
export function changeSentence(change: Change, t: TFunction<'leads'>): string {
  const { kind, value } = described(change);
  return kind === 'status' ? t(`did.status.${statusOf(value)}`) : t(`did.${kind}`, { value });
}

type Described = Readonly<{ kind: 'status' | 'assign' | 'unassign' | 'tagOn' | 'tagOff' | 'note' | 'noteOff'; value: string }>;

function described({ field, to }: Change): Described {
  if (field === 'status') return { kind: 'status', value: to ?? '' };
  if (field === 'marketerId') return { kind: to === undefined ? 'unassign' : 'assign', value: to ?? '' };
  if (field.startsWith('tag:')) return { kind: to === undefined ? 'tagOff' : 'tagOn', value: field.slice('tag:'.length) };
  return { kind: to === undefined ? 'noteOff' : 'note', value: to ?? '' };
}

/** A status cannot be unset: it becomes `new`. */
const statusOf = (value: string): LeadStatus => LeadStatus.catch('new').parse(value);
