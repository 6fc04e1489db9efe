import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './consent-section.module.css';

type Props = Readonly<{ title: string; isReady: boolean; onRecord: () => void; onCancel: () => void; children: ReactNode }>;

/** A form inside the drawer, with what every one of them ends in. */
export function RecordFrame({ title, isReady, onRecord, onCancel, children }: Props) {
  const { t } = useTranslation('consents');
  return (
    <fieldset className={styles.form}>
      <legend>{title}</legend>
      {children}
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={onCancel}>
          {t('person.cancel')}
        </Button>
        <Button disabled={!isReady} onClick={onRecord}>
          {t('person.save')}
        </Button>
      </Group>
    </fieldset>
  );
}
