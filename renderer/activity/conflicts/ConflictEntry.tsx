import { Button, UnstyledButton } from '@mantine/core';
import { IconHourglass } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { KeptValue } from '../../../contract/command/settle-conflicts.ts';
import { rowValues } from '../../i18n/conflict-values.ts';
import { fieldName } from '../../i18n/describe-field.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { ValuePair } from '../../parts/ValuePair.tsx';
import { type EntryPlace, WorkEntry } from '../../parts/work-list/WorkEntry.tsx';
import type { ConflictRow } from '../../replica/conflicts/conflict-row.ts';
import { useUiStore } from '../../ui-state/store.ts';
import styles from './conflicts.module.css';

type Props = EntryPlace &
  Readonly<{
    row: ConflictRow;
    onSettle: (keep: KeptValue) => void;
  }>;

/** One conflict: whose, in which field, both values side by side, and what can be done. */
export function ConflictEntry({ row, onSettle, ...entry }: Props) {
  const { t } = useTranslation('conflicts');
  const { t: leads } = useTranslation('leads');
  const format = useFormat();
  const { conflict, user, product, pending } = row;
  const field = fieldName(conflict.field, leads);
  return (
    <WorkEntry className={styles.entry} label={t('row', { user, product, field })} tickLabel={t('select', { user, field })} {...entry}>
      <div className={styles.about}>
        <About user={user} product={product} />
        <span className={styles.field}>
          {field}
          {pending && <IconHourglass size={13} role="img" aria-label={t('pending')} />}
        </span>
      </div>
      <ValuePair {...rowValues(row, { t, leads, format })} />
      <Settling row={row} onSettle={onSettle} />
    </WorkEntry>
  );
}

/** The lead; pressed, the lead list is narrowed to that person. */
function About({ user, product }: Readonly<{ user: string; product: string }>) {
  const find = () => {
    const { clear, narrow, go } = useUiStore.getState();
    clear();
    narrow({ text: user });
    go('leads');
  };
  return (
    <UnstyledButton className={styles.lead} onClick={find}>
      <span className={styles.user}>{user}</span>
      <span className={styles.product}>{product}</span>
    </UnstyledButton>
  );
}

function Settling({ row: { conflict, stands }, onSettle }: Pick<Props, 'row' | 'onSettle'>) {
  const { t } = useTranslation('conflicts');
  const format = useFormat();
  const { settled } = conflict;
  if (!settled && stands === 'lost') return <p className={styles.settled}>{t('settled.back')}</p>;
  return (
    <div className={styles.actions}>
      {settled && <p className={styles.settled}>{t(`settled.${settled.keep}`, { by: settled.by, at: format.dateTime(settled.at) })}</p>}
      {settled?.keep !== 'lost' && (
        <Button size="compact-sm" variant="light" onClick={() => onSettle('lost')}>
          {t('reapply')}
        </Button>
      )}
      {!settled && (
        <Button size="compact-sm" variant="subtle" onClick={() => onSettle('standing')}>
          {t('keep')}
        </Button>
      )}
    </div>
  );
}
