import { Button } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Activity } from '../../../contract/activity.ts';
import { type Lead, type LeadStatus, leadStatuses } from '../../../contract/lead.ts';
import type { LeadField } from '../../../contract/lead-field.ts';
import { readField } from '../../../domain/patching/lead-field-value.ts';
import { changeSentence } from '../../i18n/describe-change.ts';
import type { LeadChange } from '../../replica/desk.ts';
import styles from './timeline.module.css';

type Props = Readonly<{ activity: Activity; lead: Lead; onChange: (changes: readonly LeadChange[]) => void }>;

/** One act of a person, or of a rule, as it touched this lead. */
export function ActivityLine({ activity, lead, onChange }: Props) {
  const { t } = useTranslation('leads');
  return (
    <>
      {activity.kind === 'conflict' ? (
        <Conflict conflict={activity} lead={lead} onChange={onChange} />
      ) : (
        sentences(activity, lead.id, t).map((sentence) => (
          <p key={sentence} className={styles.entryLine}>
            {sentence}
          </p>
        ))
      )}
      <By activity={activity} leadId={lead.id} />
    </>
  );
}

/** Each sentence once: a patch of three notes is told like a patch of one. */
function sentences(activity: Exclude<Activity, { kind: 'conflict' }>, leadId: string, t: TFunction<'leads'>): readonly string[] {
  if (activity.kind === 'decided') return [t(`timeline.decided.${activity.outcome}`)];
  if (activity.kind === 'settled') return [t(`timeline.settled.${activity.keep}`)];
  if (activity.kind !== 'patched') return [t(`timeline.${activity.kind}`)];
  const here = activity.groups.filter(({ leads }) => leads.includes(leadId));
  return [...new Set(here.map((group) => (isNote(group.field) ? t('timeline.noteChanged') : changeSentence(group, t))))];
}

/** The audit keeps no note's text, so it does not say whether one was written or deleted. */
const isNote = (field: LeadField) => field.startsWith('note:');

function By({ activity, leadId }: Readonly<{ activity: Activity; leadId: string }>) {
  const { t } = useTranslation('leads');
  const by = activity.by === 'system' ? t('timeline.system') : activity.by;
  const together = activity.kind === 'patched' ? new Set(activity.groups.flatMap(({ leads }) => leads)).size : 0;
  const left = activity.kind === 'undone' ? activity.leftAlone.filter((touched) => touched.leadId === leadId).length : 0;
  const more = [together > 1 && t('timeline.bulk', { count: together }), left > 0 && t('timeline.undoneLeft', { count: left })].filter(
    (words) => words !== false,
  );
  return <div className={styles.entryBy}>{[by, ...more].join(' · ')}</div>;
}

type ConflictProps = Omit<Props, 'activity'> & Readonly<{ conflict: Activity & { kind: 'conflict' } }>;

/** What was lost stays readable, and one press makes it stand again, unless it does already. Of a note only that is kept. */
function Conflict({ conflict: { field, lost, kept }, lead, onChange }: ConflictProps) {
  const { t } = useTranslation('leads');
  return (
    <>
      <p className={styles.entryLine}>{t('timeline.conflict', { field: fieldName(field, t) })}</p>
      <dl className={styles.conflict}>
        <dt>{t('timeline.conflictLost')}</dt>
        <dd className={styles.lost}>{fieldValue(field, lost, t)}</dd>
        {!isNote(field) && (
          <>
            <dt>{t('timeline.conflictKept')}</dt>
            <dd>{fieldValue(field, kept, t)}</dd>
          </>
        )}
      </dl>
      {readField(lead, field) !== lost && (
        <Button variant="default" size="compact-xs" mb={4} onClick={() => onChange([lost === undefined ? { field } : { field, to: lost }])}>
          {t('timeline.conflictReapply')}
        </Button>
      )}
    </>
  );
}

function fieldName(field: LeadField, t: TFunction<'leads'>): string {
  if (field === 'status') return t('timeline.field.status');
  if (field === 'marketerId') return t('timeline.field.assignee');
  return field.startsWith('tag:') ? t('timeline.field.tag', { tag: field.slice('tag:'.length) }) : t('timeline.field.note');
}

function fieldValue(field: LeadField, value: string | undefined, t: TFunction<'leads'>): string {
  if (value === undefined) return t('timeline.conflictEmpty');
  if (field.startsWith('tag:')) return t('timeline.tagOnValue');
  const known = field === 'status' && (leadStatuses as readonly string[]).includes(value);
  return known ? t(`status.${value as LeadStatus}`) : value;
}
