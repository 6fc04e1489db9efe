import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import { useStream } from '../../parts/use-stream.ts';
import type { Desk } from '../../replica/desk.ts';
import styles from './afterwards.module.css';

const people = ['returned', 'lookedAt', 'requested'] as const;
const counts = ['searches', 'questions', 'requests'] as const;

/** What the recipients did since, from the chat's own events; nothing before anybody got it. */
export function AfterwardsStrip({ desk, dispatchId }: Readonly<{ desk: Desk; dispatchId: string }>) {
  const { t } = useTranslation('dispatch');
  const format = useFormat();
  const since = useStream(useMemo(() => desk.afterwards$(dispatchId), [desk, dispatchId]));
  if (!since || since.reached === 0) return null;
  return (
    <section className={styles.strip} aria-label={t('afterwards.label')}>
      <h3 className={styles.title}>{t('afterwards.label')}</h3>
      {counts.some((what) => since[what] > 0) && (
        <p className={styles.counts} title={t('afterwards.countsHelp')}>
          {t('afterwards.next')} {counts.map((what) => `${t(`afterwards.${what}`)} ${format.number(since[what])}`).join(' · ')}
        </p>
      )}
      <ul className={styles.people}>
        {people.map((what) => (
          <li key={what} title={t(`afterwards.${what}Help`)}>
            <span>{t(`afterwards.${what}`)}</span>
            <strong>{t('headcount', { count: since[what] })}</strong>
            <em>{format.percent(since[what] / since.reached)}</em>
          </li>
        ))}
      </ul>
    </section>
  );
}
