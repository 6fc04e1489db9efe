import { Button, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { daysBetween, kstDay } from '../../domain/time/kst.ts';
import { useFormat } from '../i18n/use-format.ts';
import { Pill, type Tone } from '../parts/Pill.tsx';
import { type EntryPlace, WorkEntry } from '../parts/work-list/WorkEntry.tsx';
import type { ConsentTaskRow } from '../replica/consents/consent-task.ts';
import { useUiStore } from '../ui-state/store.ts';
import styles from './consents.module.css';

type Props = EntryPlace &
  Readonly<{
    row: ConsentTaskRow;
    now: number;
    onDo: () => void;
  }>;

/** One task: to whom, about which of their words, by when. */
export function TaskEntry({ row, now, onDo, ...entry }: Props) {
  const { t } = useTranslation('consents');
  const format = useFormat();
  const user = row.name ?? row.userId;
  const subject = t(`subject.${row.word.purpose}.${row.word.channel}`);
  const what = t(row.word.granted ? 'granted' : 'refused', { what: subject });
  return (
    <WorkEntry className={styles.entry} label={t('row', { user, what })} tickLabel={t('select', { user })} {...entry}>
      <Who row={row} user={user} />
      <div className={styles.what}>
        <span>{what}</span>
        <span className={styles.quiet}>{t(row.kind === 'notice' ? 'saidOn' : 'agreedOn', { day: format.date(kstDay(row.word.at)) })}</span>
      </div>
      <Due row={row} now={now} />
      <Button size="compact-sm" variant={row.urgency === 'calm' ? 'default' : 'light'} onClick={onDo}>
        {t(`do.${row.kind}`)}
      </Button>
    </WorkEntry>
  );
}

function Who({ row, user }: Readonly<{ row: ConsentTaskRow; user: string }>) {
  const { t } = useTranslation('consents');
  const showLead = useUiStore((state) => state.showLead);
  const { leadId, maskedPhone } = row;
  const words = (
    <>
      <span className={styles.user}>{user}</span>
      <span className={styles.quiet}>{maskedPhone ?? t('noPhone')}</span>
    </>
  );
  if (leadId === undefined) return <div className={styles.who}>{words}</div>;
  return (
    <UnstyledButton className={styles.who} onClick={() => showLead(leadId)}>
      {words}
    </UnstyledButton>
  );
}

const tones = { calm: 'neutral', urgent: 'warning', late: 'negative' } as const satisfies Record<ConsentTaskRow['urgency'], Tone>;

/** The last day, and how far it is; the word carries it, the colour only helps. */
function Due({ row: { dueDay, urgency }, now }: Pick<Props, 'row' | 'now'>) {
  const { t } = useTranslation('consents');
  const format = useFormat();
  const left = daysBetween(kstDay(now), dueDay);
  const words = left === 0 ? t('due.today') : left > 0 ? t('due.left', { count: left }) : t('due.late', { count: -left });
  return (
    <div className={styles.due}>
      <Pill tone={tones[urgency]} dot={urgency !== 'calm'}>
        {words}
      </Pill>
      <time className={styles.quiet} dateTime={dueDay}>
        {t('due.until', { day: format.day(dueDay) })}
      </time>
    </div>
  );
}
