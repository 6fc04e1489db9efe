import type { TFunction } from 'i18next';
import type { ContestedField } from '../../contract/contested-field.ts';
import { type LeadStatus, leadStatuses } from '../../contract/lead.ts';
import { RequestStanding } from '../../contract/request-standing.ts';

/** A field in people's words; a note is a note, whichever. */
export function fieldName(field: ContestedField, t: TFunction<'leads'>): string {
  if (field === 'status') return t('field.status');
  if (field === 'marketerId') return t('field.assignee');
  if (field.startsWith('request:')) return t('field.request');
  return field.startsWith('tag:') ? t('field.tag', { tag: field.slice('tag:'.length) }) : t('field.note');
}

/** What a field holds, in people's words; absent is empty. */
export function fieldValue(field: ContestedField, value: string | undefined, t: TFunction<'leads'>): string {
  if (value === undefined) return t(field === 'marketerId' ? 'unassigned' : 'field.empty');
  if (field.startsWith('tag:')) return t('field.tagOn');
  const standing = field.startsWith('request:') ? RequestStanding.safeParse(value).data : undefined;
  if (standing) return t(`field.standing.${standing}`);
  const known = field === 'status' && (leadStatuses as readonly string[]).includes(value);
  return known ? t(`status.${value as LeadStatus}`) : value;
}
