import { Button, Checkbox, UnstyledButton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ruleWords } from '../i18n/rule-words.ts';
import { useFormat } from '../i18n/use-format.ts';
import { MarkedText } from '../parts/MarkedText.tsx';
import type { ReviewRow } from '../replica/requests/review-row.ts';
import { useUiStore } from '../ui-state/store.ts';
import styles from './review.module.css';
import type { Verdict } from './use-review.ts';

type Props = Readonly<{
  row: ReviewRow;
  /** The keys act on it. */
  active: boolean;
  ticked: boolean;
  onTick: () => void;
  onPoint: () => void;
  onDecide: (verdict: Verdict) => void;
}>;

/** One request: who asks for what, in which words, what of them is doubtful and why. */
export function ReviewEntry({ row, active, ticked, onTick, onPoint, onDecide }: Props) {
  const { t } = useTranslation('review');
  const format = useFormat();
  const showLead = useUiStore((state) => state.showLead);
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (active) line.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const { user, product } = row;
  return (
    <li
      ref={line}
      className={styles.entry}
      data-active={active || undefined}
      data-ticked={ticked || undefined}
      aria-label={t('row', { user, product })}
      aria-current={active || undefined}
      onPointerDown={onPoint}
    >
      <Checkbox size="xs" checked={ticked} onChange={onTick} aria-label={t('select', { user })} />
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
    </li>
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
