import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Conflict as ConflictActivity } from '../../contract/activity.ts';
import { auditValues, lostValue } from '../i18n/conflict-values.ts';
import { useFormat } from '../i18n/use-format.ts';
import { activityLook } from '../parts/activity-look.ts';
import { ValuePair } from '../parts/ValuePair.tsx';
import type { ActivityRow } from '../replica/desk/activity-row.ts';
import type { Desk } from '../replica/desk.ts';
import { useUiStore } from '../ui-state/store.ts';
import { TakeBack } from '../undo/TakeBack.tsx';
import styles from './activity.module.css';
import { sentencesOf, type Words } from './activity-words.ts';

/** One act: when, what, about whom, by whom. */
export function ActivityEntry({ row, desk }: Readonly<{ row: ActivityRow; desk: Desk }>) {
  const words = useWords();
  const { t } = words;
  const format = useFormat();
  const { activity, leads, first, undid } = row;
  const { icon: Icon, tone } = activityLook(activity);
  return (
    <li className={styles.entry}>
      <time className={styles.at} dateTime={new Date(activity.at).toISOString()}>
        {format.time(activity.at)}
      </time>
      <span className={styles.mark} data-tone={tone}>
        <Icon size={14} aria-hidden />
      </span>
      <div className={styles.what}>
        {sentencesOf(activity, words).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {activity.kind === 'conflict' && <Conflict conflict={activity} />}
        {undid && <p className={styles.about}>{t(undid.isRedo ? 'did.redoneOf' : 'did.undoneOf', { by: undid.by })}</p>}
        {first && <About first={first} leads={leads} />}
        <TakeBack activity={activity} desk={desk} />
      </div>
      <span className={styles.by}>{activity.by === 'system' ? t('system') : activity.by}</span>
    </li>
  );
}

/** Both values as they were then; what became of it since is in the inbox. */
function Conflict({ conflict }: Readonly<{ conflict: ConflictActivity }>) {
  const { t } = useTranslation('conflicts');
  const { leads } = useWords();
  const format = useFormat();
  const words = { t, leads, format };
  const values = auditValues(conflict, words);
  if (values) return <ValuePair {...values} />;
  const { label, value, by } = lostValue(conflict, false, words);
  return (
    <p className={styles.about}>
      {label} <q>{value}</q> {by}
    </p>
  );
}

/** The first lead it is about; pressed, the lead list is narrowed to that person. */
function About({ first, leads }: Readonly<{ first: NonNullable<ActivityRow['first']>; leads: number }>) {
  const { t } = useTranslation('activity');
  const { user, product } = first;
  const find = () => {
    const { clear, narrow, go } = useUiStore.getState();
    clear();
    narrow({ text: user });
    go('leads');
  };
  return (
    <UnstyledButton className={styles.about} title={t('findLead')} onClick={find}>
      {leads > 1 ? t('leads', { user, product, count: leads - 1 }) : t('lead', { user, product })}
    </UnstyledButton>
  );
}

function useWords(): Words {
  const { t } = useTranslation('activity');
  const { t: leads } = useTranslation('leads');
  return { t, leads };
}
