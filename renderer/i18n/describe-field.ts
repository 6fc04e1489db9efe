import type { TFunction } from 'i18next';
import { type LeadStatus, leadStatuses } from '../../contract/lead.ts';
import type { LeadField } from '../../contract/lead-field.ts';

/** A field in people's words; a note is a note, whichever. */
export function fieldName(field: LeadField, t: TFunction<'leads'>): string {
  if (field === 'status') return t('field.status');
  if (field === 'marketerId') return t('field.assignee');
  return field.startsWith('tag:') ? t('field.tag', { tag: field.slice('tag:'.length) }) : t('field.note');
}

/** What a field holds, in people's words; absent is empty. */
export function fieldValue(field: LeadField, value: string | undefined, t: TFunction<'leads'>): string {
  if (value === undefined) return t(field === 'marketerId' ? 'unassigned' : 'field.empty');
  if (field.startsWith('tag:')) return t('field.tagOn');
  const known = field === 'status' && (leadStatuses as readonly string[]).includes(value);
  return known ? t(`status.${value as LeadStatus}`) : value;
}
