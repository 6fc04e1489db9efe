import { Button, Group, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './quarantine.module.css';

type Props = Readonly<{ opened: boolean; onLeave: () => void; onStay: () => void }>;

/** Asks before a correction that was not sent is lost. */
export function ConfirmLeave({ opened, onLeave, onStay }: Props) {
  const { t } = useTranslation('activity');
  return (
    <Modal opened={opened} onClose={onStay} title={t('leave.title')} closeButtonProps={{ 'aria-label': t('leave.stay') }}>
      <p className={styles.ask}>{t('leave.text')}</p>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onLeave}>
          {t('leave.yes')}
        </Button>
        <Button data-autofocus onClick={onStay}>
          {t('leave.stay')}
        </Button>
      </Group>
    </Modal>
  );
}
