import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import type { LeadChange, LeadDetail, TimelineEntry } from '../../replica/desk.ts';
import { ActivityLine } from './ActivityLine.tsx';
import styles from './drawer.module.css';
import { lookOf } from './timeline-look.ts';

const iconPx = 14;

type Props = Readonly<{
  leadId: string;
  timeline: LeadDetail['timeline'];
  from: LeadDetail['timelineFrom'];
  onChange: (changes: readonly LeadChange[]) => void;
}>;

/** Everything that happened, newest first. What people wrote in the chat is shown as text and nothing else. */
export function TimelineSection({ leadId, timeline, from, onChange }: Props) {
  const { t } = useTranslation('leads');

  return (
    <section className={styles.section} aria-label={t('timeline.title')}>
      <h3 className={styles.heading}>{t('timeline.title')}</h3>
      {timeline.length === 0 && <p className={styles.quiet}>{t('timeline.none')}</p>}
      <ol className={styles.timeline}>
        {timeline.map((entry) => (
          <Entry key={entry.id} entry={entry} leadId={leadId} onChange={onChange} />
        ))}
      </ol>
      {from === 'local' && timeline.length > 0 && <p className={styles.quiet}>{t('timeline.local')}</p>}
    </section>
  );
}

function Entry({ entry, leadId, onChange }: Readonly<{ entry: TimelineEntry; leadId: string; onChange: Props['onChange'] }>) {
  const format = useFormat();
  const { icon: Icon, tone } = lookOf(entry);
  return (
    <li className={styles.entry}>
      <span className={styles.entryIcon} data-tone={tone} aria-hidden>
        <Icon size={iconPx} stroke={1.8} />
      </span>
      <div className={styles.entryBody}>
        <EntryWords entry={entry} leadId={leadId} onChange={onChange} />
      </div>
      <time className={styles.entryAt} dateTime={new Date(entry.at).toISOString()}>
        {format.dateTime(entry.at)}
      </time>
    </li>
  );
}

function EntryWords({ entry, leadId, onChange }: Readonly<{ entry: TimelineEntry; leadId: string; onChange: Props['onChange'] }>) {
  const { t } = useTranslation(['leads', 'failures']);
  if (entry.kind === 'activity') return <ActivityLine activity={entry.activity} leadId={leadId} onChange={onChange} />;
  if (entry.kind === 'dispatch')
    return (
      <>
        <p className={styles.entryLine}>{t(`timeline.dispatch.${entry.item.state}`)}</p>
        {entry.item.reason && <span className={styles.entryBy}>{t(`failures:${entry.item.reason}`)}</span>}
      </>
    );
  return (
    <>
      <p className={styles.entryLine}>{t(`timeline.${entry.kind}`)}</p>
      {entry.kind !== 'searched' &&
        (entry.text === undefined ? (
          <span className={styles.entryBy}>{t('timeline.erased')}</span>
        ) : (
          <blockquote className={styles.quote}>{entry.text}</blockquote>
        ))}
    </>
  );
}
