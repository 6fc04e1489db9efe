import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import styles from './leads-screen.module.css';

/** The one failure a change can have at once: this machine could not store it. What the server refuses is told by the frame. */
export function FailedChange({ onClose }: Readonly<{ onClose: () => void }>) {
  const { t } = useTranslation('leads');
  return (
    <Alert
      color="var(--tl-negative)"
      className={styles.failed}
      mb="md"
      icon={<IconAlertTriangle aria-hidden />}
      title={t('failed.title')}
      withCloseButton
      closeButtonLabel={t('failed.close')}
      onClose={onClose}
    >
      {t('failed.text')}
    </Alert>
  );
}
