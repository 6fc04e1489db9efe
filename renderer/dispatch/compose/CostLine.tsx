import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import { useNow } from '../../parts/use-now.ts';
import { useStream } from '../../parts/use-stream.ts';
import type { Desk } from '../../replica/desk.ts';
import type { KnownSending } from '../use-sending.ts';
import styles from './compose.module.css';
import { costOf } from './cost.ts';
import bar from './send-bar.module.css';

type Props = Readonly<{ desk: Pick<Desk, 'policy$'>; people: number; sending: KnownSending }>;

/** An older balance says how old it is. */
const freshMs = 60_000;

/** The estimate, and what there is to pay it with, with its age where it is not of now; the sandbox costs nothing. */
export function CostLine({ desk, people, sending: { sandbox, told } }: Props) {
  const { t } = useTranslation('dispatch');
  const format = useFormat();
  const now = useNow(freshMs);
  const rules = useStream(useMemo(() => desk.policy$('sending'), [desk]))?.rules;
  if (sandbox) return <span className={bar.cost}>{t('cost.sandbox')}</span>;
  if (rules?.id !== 'sending') return null;
  const { totalKrw, missingKrw } = costOf(people, rules.priceKrw, told?.balanceKrw);
  const words = [
    t('cost.estimate', { total: format.krw(totalKrw), each: format.krw(rules.priceKrw) }),
    told?.balanceKrw === undefined ? t('cost.balanceUnknown') : t('cost.balance', { balance: format.krw(told.balanceKrw) }),
    told?.balanceKrw !== undefined && now - told.at > freshMs && t('cost.asOf', { ago: format.ago(told.at, now) }),
  ];
  return (
    <span className={bar.cost}>
      {words.filter(Boolean).join(' · ')}
      {missingKrw !== undefined && <b className={styles.missing}>{t('cost.missing', { missing: format.krw(missingKrw) })}</b>}
    </span>
  );
}
