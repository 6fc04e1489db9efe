import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { KeptValue } from '../../../contract/command/settle-conflicts.ts';
import type { ContestedField } from '../../../contract/contested-field.ts';
import { fieldName, fieldValue } from '../../i18n/describe-field.ts';
import { useFormat } from '../../i18n/use-format.ts';
import type { ConflictRow } from '../../replica/conflicts/conflict-row.ts';
import type { Settle } from '../use-patching.ts';
import styles from './open-conflicts.module.css';

type Props = Readonly<{ conflicts: readonly ConflictRow[]; of: (field: ContestedField) => boolean; onSettle: Settle }>;

/** Values of this field that were overwritten unseen, where it is edited. */
export function OpenConflicts({ conflicts, of, onSettle }: Props) {
  return conflicts
    .filter(({ conflict }) => of(conflict.field))
    .map((row) => <OpenConflict key={row.conflict.id} row={row} onSettle={(keep) => void onSettle(row.conflict.id, keep)} />);
}

function OpenConflict({ row, onSettle }: Readonly<{ row: ConflictRow; onSettle: (keep: KeptValue) => void }>) {
  const { t } = useTranslation('conflicts');
  const { t: leads } = useTranslation('leads');
  const format = useFormat();
  const { conflict, mine } = row;
  const value = fieldValue(conflict.field, conflict.lost, leads);
  const lost = mine
    ? t('drawer.lostMine', { value })
    : conflict.lostBy === undefined
      ? t('drawer.lostNobody', { value })
      : t('drawer.lost', { value, by: conflict.lostBy });
  return (
    <section className={styles.conflict} aria-label={t('drawer.label', { field: fieldName(conflict.field, leads) })}>
      <IconAlertTriangle className={styles.icon} size={14} aria-hidden />
      <div className={styles.words}>
        <p>{lost}</p>
        <p className={styles.by}>{t('drawer.kept', { by: conflict.by, at: format.dateTime(conflict.at) })}</p>
      </div>
      <Button size="compact-xs" variant="light" onClick={() => onSettle('lost')} title={t('drawer.reapply', { value })}>
        {t('reapply')}
      </Button>
      <Button size="compact-xs" variant="subtle" onClick={() => onSettle('standing')}>
        {t('keep')}
      </Button>
    </section>
  );
}
