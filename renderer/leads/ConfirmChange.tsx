import { Button, Group, Modal } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { changeName } from '../i18n/describe-change.ts';
import type { LeadChange } from '../replica/desk/lead-act.ts';
import styles from './bulk.module.css';

type Props = Readonly<{ change: LeadChange | undefined; count: number; onConfirm: () => void; onClose: () => void }>;

/** Asks before many leads change at once, with the number and the change in words. */
export const ConfirmChange = memo(function ConfirmChange({ change, count, onConfirm, onClose }: Props) {
  const { t } = useTranslation('leads');

  return (
    <Modal
      opened={change !== undefined}
      onClose={onClose}
      title={t('confirm.title', { count })}
      closeButtonProps={{ 'aria-label': t('confirm.no') }}
    >
      {change && (
        <>
          <p className={styles.change}>{changeName(change, t)}</p>
          <p className={styles.hint}>{t('confirm.undoable')}</p>
        </>
      )}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>
          {t('confirm.no')}
        </Button>
        <Button data-autofocus onClick={onConfirm}>
          {t('confirm.yes', { count })}
        </Button>
      </Group>
    </Modal>
  );
});
