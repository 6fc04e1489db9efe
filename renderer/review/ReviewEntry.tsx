import { Button, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ruleWords } from '../i18n/rule-words.ts';
import { useFormat } from '../i18n/use-format.ts';
import { MarkedText } from '../parts/MarkedText.tsx';
import { type EntryPlace, WorkEntry } from '../parts/work-list/WorkEntry.tsx';
import type { ReviewRow } from '../replica/requests/review-row.ts';
import { useUiStore } from '../ui-state/store.ts';
import styles from './review.module.css';
import type { Verdict } from './use-review.ts';

type Props = EntryPlace &
  Readonly<{
    row: ReviewRow;
    onDecide: (verdict: Verdict) => void;
  }>;

/** One request: who asks for what, in which words, what of them is doubtful and why. */
export function ReviewEntry({ row, onDecide, ...entry }: Props) {
  const { t } = useTranslation('review');
  const format = useFormat();
  const showLead = useUiStore((state) => state.showLead);
  const { user, product } = row;
  return (
    <WorkEntry className={styles.entry} label={t('row', { user, product })} tickLabel={t('select', { user })} {...entry}>
      <div className={styles.about}>
        <UnstyledButton className={styles.lead} onClick={() => showLead(row.leadId)}>
          <span className={styles.user}>{user}</span>
          <span className={styles.product}>{product}</span>
        </UnstyledButton>
        <time className={styles.at} dateTime={new Date(row.requestedAt).toISOString()}>
          {format.dateTime(row.requestedAt)}
        </time>
      </div>
      <div className={styles.said}>
        <Message row={row} />
        <p className={styles.why}>{ruleWords(row.rule, t)}</p>
      </div>
      <div className={styles.actions}>
        <Button size="compact-sm" variant="light" onClick={() => onDecide('approve')}>
          {t('approve')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => onDecide('refuse')}>
          {t('refuse')}
        </Button>
      </div>
    </WorkEntry>
  );
}

function Message({ row: { message, span } }: Pick<Props, 'row'>) {
  const { t } = useTranslation('review');
  if (message === undefined) return <p className={styles.erased}>{t('erased')}</p>;
  return (
    <blockquote className={styles.message}>
      <MarkedText text={message} span={span} />
    </blockquote>
  );
}
