import { Button, UnstyledButton } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DecisionOutcome } from '../../../contract/decision-outcome.ts';
import { ruleWords } from '../../i18n/rule-words.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Pill, type Tone } from '../../parts/Pill.tsx';
import type { DecisionChange } from '../../replica/requests/decision-preview.ts';
import { useUiStore } from '../../ui-state/store.ts';
import styles from './decision.module.css';
import { type Way, waysOf } from './ways-of.ts';

const tones = { approve: 'positive', refuse: 'negative', review: 'warning' } as const satisfies Record<DecisionOutcome, Tone>;
const iconPx = 12;
/** Rows of a first look, and by how many more is more. */
const rowsAtOnce = 50;

/** The ways from an outcome to another, each of which narrows the list under it; pressed, a request opens its lead and the draft waits. */
export function ChangeList({ changes }: Readonly<{ changes: readonly DecisionChange[] }>) {
  const { t } = useTranslation('decision');
  const [picked, pick] = useState<string>();
  const [limit, setLimit] = useState(rowsAtOnce);
  const ways = waysOf(changes);
  const chosen = ways.find(({ key }) => key === picked);
  const listed = chosen ? changes.filter(({ from, to }) => from === chosen.from && to === chosen.to) : changes;
  if (changes.length === 0) return null;
  return (
    <>
      <div className={styles.ways}>
        {ways.map((way) => (
          <WayButton key={way.key} way={way} picked={way === chosen} onPick={() => pick(way === chosen ? undefined : way.key)} />
        ))}
      </div>
      <ul className={styles.changes} aria-label={t('effect.list')}>
        {listed.slice(0, limit).map((change) => (
          <Change key={change.requestEventId} change={change} />
        ))}
      </ul>
      {listed.length > limit && (
        <Button variant="subtle" size="compact-sm" fullWidth onClick={() => setLimit(limit + rowsAtOnce)}>
          {t('effect.more', { count: Math.min(rowsAtOnce, listed.length - limit) })}
        </Button>
      )}
    </>
  );
}

function WayButton({ way: { from, to, count }, picked, onPick }: Readonly<{ way: Way; picked: boolean; onPick: () => void }>) {
  const { t } = useTranslation('decision');
  const format = useFormat();
  const words = { from: t(`outcome.${from}`), to: t(`outcome.${to}`), count };
  return (
    <UnstyledButton className={styles.way} aria-pressed={picked} aria-label={t('effect.way', words)} onClick={onPick}>
      <FromTo from={from} to={to} />
      <strong>{format.number(count)}</strong>
    </UnstyledButton>
  );
}

function FromTo({ from, to }: Pick<DecisionChange, 'from' | 'to'>) {
  const { t } = useTranslation('decision');
  return (
    <span className={styles.fromTo}>
      <Pill tone={tones[from]}>{t(`outcome.${from}`)}</Pill>
      <IconArrowRight size={iconPx} aria-hidden />
      <Pill tone={tones[to]}>{t(`outcome.${to}`)}</Pill>
    </span>
  );
}

function Change({ change: { leadId, user, product, message, from, to, rule } }: Readonly<{ change: DecisionChange }>) {
  const { t } = useTranslation(['decision', 'review']);
  const { t: review } = useTranslation('review');
  const showLead = useUiStore((state) => state.showLead);
  return (
    <li>
      <UnstyledButton className={styles.change} aria-label={t('decision:effect.open', { user, product })} onClick={() => showLead(leadId)}>
        <span className={styles.changeHead}>
          <span className={styles.who}>
            {user} <small>{product}</small>
          </span>
          <FromTo from={from} to={to} />
        </span>
        <span className={styles.message}>{message ?? t('decision:effect.erasedMessage')}</span>
        <span className={styles.rule}>{ruleWords(rule, review)}</span>
      </UnstyledButton>
    </li>
  );
}
