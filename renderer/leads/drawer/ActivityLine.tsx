import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Activity, Conflict as ConflictActivity, NoteChange } from '../../../contract/activity.ts';
import type { Lead } from '../../../contract/lead.ts';
import type { LeadField } from '../../../contract/lead-field.ts';
import { auditValues, lostValue } from '../../i18n/conflict-values.ts';
import { changeSentence } from '../../i18n/describe-change.ts';
import { fieldName } from '../../i18n/describe-field.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { ValuePair } from '../../parts/ValuePair.tsx';
import type { Desk } from '../../replica/desk.ts';
import { TakeBack } from '../../undo/TakeBack.tsx';
import styles from './timeline.module.css';

type Props = Readonly<{ activity: Activity; lead: Lead; desk: Pick<Desk, 'planUndo' | 'undo'> }>;

/** One act of a person, or of a rule, as it touched this lead. */
export function ActivityLine({ activity, lead, desk }: Props) {
  const { t } = useTranslation('leads');
  return (
    <>
      {activity.kind === 'conflict' ? (
        <Conflict conflict={activity} />
      ) : (
        sentences(activity, lead.id, t).map((sentence) => (
          <p key={sentence} className={styles.entryLine}>
            {sentence}
          </p>
        ))
      )}
      <By activity={activity} leadId={lead.id} />
      <TakeBack activity={activity} desk={desk} />
    </>
  );
}

/** Each sentence once: a patch of three notes is told like a patch of one. */
function sentences(activity: Exclude<Activity, { kind: 'conflict' }>, leadId: string, t: TFunction<'leads'>): readonly string[] {
  if (activity.kind === 'decided') return [t(`timeline.decided.${activity.outcome}`)];
  if (activity.kind === 'settled') return [t(`timeline.settled.${activity.keep}`)];
  if (activity.kind !== 'patched') return [t(`timeline.${activity.kind}`)];
  const here = activity.groups.filter(({ leads }) => leads.includes(leadId));
  return [...new Set(here.map((group) => (isNote(group.field) ? noteSentence(group.note, t) : changeSentence(group, t))))];
}

function noteSentence(note: NoteChange | undefined, t: TFunction<'leads'>): string {
  if (note === 'added') return t('did.note');
  return note === 'removed' ? t('did.noteOff') : t('timeline.noteChanged');
}

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

/** Both values as they were then; one that is still open is settled where its field is edited. */
function Conflict({ conflict }: Readonly<{ conflict: ConflictActivity }>) {
  const { t } = useTranslation('leads');
  const { t: conflicts } = useTranslation('conflicts');
  const format = useFormat();
  const words = { t: conflicts, leads: t, format };
  const values = auditValues(conflict, words);
  return (
    <>
      <p className={styles.entryLine}>{t('timeline.conflict', { field: fieldName(conflict.field, t) })}</p>
      {values ? <ValuePair {...values} /> : <q className={styles.lost}>{lostValue(conflict, false, words).value}</q>}
    </>
  );
}
