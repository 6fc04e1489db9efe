import { Button, Group, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import sheet from '../sheet.module.css';

type Props = Readonly<{ opened: boolean; onLeave: () => void; onClose: () => void }>;

/** What was written is thrown away only by a second word. */
export function AskLeave({ opened, onLeave, onClose }: Props) {
  const { t } = useTranslation('dispatch');
  return (
    <Modal opened={opened} onClose={onClose} title={t('leave.title')} closeButtonProps={{ 'aria-label': t('leave.no') }}>
      <p className={sheet.quiet}>{t('leave.text')}</p>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('leave.no')}
        </Button>
        <Button color="var(--tl-negative)" c="var(--tl-surface)" onClick={onLeave}>
          {t('leave.yes')}
        </Button>
      </Group>
    </Modal>
  );
}
