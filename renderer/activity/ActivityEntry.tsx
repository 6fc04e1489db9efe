import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Activity } from '../../contract/activity.ts';
import { useFormat } from '../i18n/use-format.ts';
import { activityLook } from '../parts/activity-look.ts';
import type { ActivityRow } from '../replica/desk.ts';
import { useUiStore } from '../ui-state/store.ts';
import styles from './activity.module.css';
import { conflictWords, sentencesOf, type Words } from './activity-words.ts';

/** One act: when, what, about whom, by whom. */
export function ActivityEntry({ row }: Readonly<{ row: ActivityRow }>) {
  const words = useWords();
  const { t } = words;
  const format = useFormat();
  const { activity, leads, first } = row;
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
        {first && <About first={first} leads={leads} />}
      </div>
      <span className={styles.by}>{activity.by === 'system' ? t('system') : activity.by}</span>
    </li>
  );
}

function Conflict({ conflict }: Readonly<{ conflict: Extract<Activity, { kind: 'conflict' }> }>) {
  const words = useWords();
  const { t } = words;
  const { lost, kept } = conflictWords(conflict, words);
  return (
    <p className={styles.about}>
      {t('conflict.lost')} <del>{lost}</del>
      {kept !== undefined && ` · ${t('conflict.kept')} ${kept}`}
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
