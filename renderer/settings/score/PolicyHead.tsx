import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyRules } from '../../../contract/policy.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Pill } from '../../parts/Pill.tsx';
import styles from './policy.module.css';
import type { Drafting } from './use-policy-draft.ts';

/** What the contract takes. */
const longestReason = 200;

type Props<Rules extends PolicyRules> = Readonly<{
  drafting: Drafting<Rules>;
  /** What a shop that has set none goes by. */
  shipped: Rules;
  isValid: boolean;
}>;

/** Which version holds, who set it, and what is done with the one that is being changed. The same over every policy. */
export function PolicyHead<Rules extends PolicyRules>({ drafting, shipped, isValid }: Props<Rules>) {
  const { t } = useTranslation(['policy', 'failures']);
  const { isChanged, isBehind, change, discard, publish, failed, policy } = drafting;
  const [reason, setReason] = useState('');
  const apply = async () => {
    await publish(reason);
    setReason('');
  };
  return (
    <header className={styles.head}>
      <div className={styles.state} role="status">
        <Standing drafting={drafting} />
        {isBehind && <p className={styles.warning}>{t('behind', { by: policy.set?.by, version: policy.version })}</p>}
        {isChanged && !isValid && <p className={styles.warning}>{t('notValid')}</p>}
        {failed && <p className={styles.warning}>{t(`failures:${failed}`)}</p>}
      </div>
      <div className={styles.actions}>
        {isChanged && (
          <TextInput
            className={styles.reason}
            aria-label={t('reason')}
            placeholder={t('reason')}
            maxLength={longestReason}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
        <Button variant="subtle" onClick={() => change(shipped)}>
          {t('shipped')}
        </Button>
        <Button variant="default" disabled={!isChanged} onClick={discard}>
          {t(isBehind ? 'takeTheirs' : 'discard')}
        </Button>
        <Button disabled={!isChanged || !isValid} onClick={() => void apply()}>
          {t('publish')}
        </Button>
      </div>
    </header>
  );
}

function Standing<Rules extends PolicyRules>({ drafting: { policy, isChanged } }: Pick<Props<Rules>, 'drafting'>) {
  const { t } = useTranslation('policy');
  const format = useFormat();
  const { set, version, pending } = policy;
  return (
    <p className={styles.standing}>
      <strong>{set ? t('version', { version }) : t('versionShipped')}</strong>
      {set && <span>{t('setBy', { by: set.by, at: format.dateTime(set.at) })}</span>}
      {pending && (
        <Pill tone="warning" dot>
          {t('pending')}
        </Pill>
      )}
      {isChanged && <Pill tone="brand">{t('draft')}</Pill>}
    </p>
  );
}
