import { useTranslation } from 'react-i18next';
import type { Lead } from '../../../contract/lead.ts';
import { groupOf } from '../../../domain/dispatching/item-group.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { MarkedText } from '../../parts/MarkedText.tsx';
import type { LeadDetail, TimelineEntry } from '../../replica/desk/lead-view.ts';
import type { Desk } from '../../replica/desk.ts';
import type { SagaStep } from '../../replica/requests/request-saga.ts';
import { ActivityLine } from './ActivityLine.tsx';
import styles from './drawer.module.css';
import { RequestSaga } from './RequestSaga.tsx';
import timeline from './timeline.module.css';
import { lookOf } from './timeline-look.ts';

const iconPx = 14;

type Props = Readonly<{
  desk: Desk;
  lead: Lead;
  entries: LeadDetail['timeline'];
  from: LeadDetail['timelineFrom'];
}>;

/** Everything that happened, newest first. What people wrote in the chat is shown as text and nothing else. */
export function TimelineSection({ desk, lead, entries, from }: Props) {
  const { t } = useTranslation('leads');

  return (
    <section className={styles.section} aria-label={t('timeline.title')}>
      <h3 className={styles.heading}>{t('timeline.title')}</h3>
      {entries.length === 0 && <p className={styles.quiet}>{t('timeline.none')}</p>}
      <ol className={timeline.list}>
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} lead={lead} desk={desk} />
        ))}
      </ol>
      {from === 'local' && entries.length > 0 && <p className={`${styles.quiet} ${timeline.after}`}>{t('timeline.local')}</p>}
    </section>
  );
}

/** The part of the message that the first decision with one rests on. */
const spanOf = (saga: readonly SagaStep[] | undefined) =>
  saga?.map((step) => (step.kind === 'decided' ? step.decision.span : undefined)).find((span) => span !== undefined);

type EntryProps = Readonly<{ entry: TimelineEntry; lead: Lead; desk: Desk }>;

function Entry({ entry, lead, desk }: EntryProps) {
  const format = useFormat();
  const { icon: Icon, tone } = lookOf(entry);
  return (
    <li className={timeline.entry}>
      <span className={timeline.entryIcon} data-tone={tone} aria-hidden>
        <Icon size={iconPx} stroke={1.8} />
      </span>
      <div className={timeline.entryBody}>
        <EntryWords entry={entry} lead={lead} desk={desk} />
      </div>
      <time className={timeline.entryAt} dateTime={new Date(entry.at).toISOString()}>
        {format.dateTime(entry.at)}
      </time>
    </li>
  );
}

function EntryWords({ entry, lead, desk }: EntryProps) {
  const { t } = useTranslation(['leads', 'failures']);
  if (entry.kind === 'activity') return <ActivityLine activity={entry.activity} lead={lead} desk={desk} />;
  if (entry.kind === 'dispatch')
    return (
      <>
        <p className={timeline.entryLine}>{t(`timeline.dispatch.${groupOf(entry.item.state)}`)}</p>
        {entry.item.reason && <span className={timeline.entryBy}>{t(`failures:${entry.item.reason}`)}</span>}
      </>
    );
  return (
    <>
      <p className={timeline.entryLine}>{t(`timeline.${entry.kind}`)}</p>
      {entry.kind !== 'searched' &&
        (entry.text === undefined ? (
          <span className={timeline.entryBy}>{t('timeline.erased')}</span>
        ) : (
          <blockquote className={styles.quote}>
            <MarkedText text={entry.text} span={spanOf(entry.saga)} />
          </blockquote>
        ))}
      {entry.kind === 'requested' && entry.saga && <RequestSaga trace={entry.id} steps={entry.saga} />}
    </>
  );
}
