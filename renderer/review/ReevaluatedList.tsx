import { IconArrowRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DecisionOutcome } from '../../contract/decision-outcome.ts';
import { ruleWords } from '../i18n/rule-words.ts';
import { Pill, type Tone } from '../parts/Pill.tsx';
import type { DecisionChange } from '../replica/requests/decision-preview.ts';
import styles from './review.module.css';

const tones = { approve: 'positive', refuse: 'negative', review: 'warning' } as const satisfies Record<DecisionOutcome, Tone>;
const iconPx = 12;

/** Each request that would leave the queue: whose, from what to what, and by which rule. */
export function ReevaluatedList({ changes }: Readonly<{ changes: readonly DecisionChange[] }>) {
  const { t } = useTranslation(['review', 'decision']);
  const { t: review } = useTranslation('review');
  if (changes.length === 0) return null;
  return (
    <ul className={styles.changes} aria-label={t('review:reevaluate.list')}>
      {changes.map(({ requestEventId, user, product, from, to, rule }) => (
        <li key={requestEventId} className={styles.change}>
          <span className={styles.user}>
            {user} <span className={styles.product}>{product}</span>
          </span>
          <span className={styles.fromTo}>
            <Pill tone={tones[from]}>{t(`decision:outcome.${from}`)}</Pill>
            <IconArrowRight size={iconPx} aria-hidden />
            <Pill tone={tones[to]}>{t(`decision:outcome.${to}`)}</Pill>
          </span>
          <span className={styles.why}>{ruleWords(rule, review)}</span>
        </li>
      ))}
    </ul>
  );
}
