import { Button, Group, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { HeldPacket } from '../../../contract/quarantine.ts';
import { useFormat } from '../../i18n/use-format.ts';
import styles from './quarantine.module.css';

/** What can be done with a message in quarantine. */
export type Act = 'replay' | 'fix' | 'discard';

type Props = Readonly<{
  /** Closed without one. */
  act: Act | undefined;
  packet: HeldPacket;
  onConfirm: (act: Act) => void;
  onClose: () => void;
}>;

/** The last look: in whose name and as of when it is sent, or that it is gone for good. */
export function ConfirmPacket({ act, packet, onConfirm, onClose }: Props) {
  const { t } = useTranslation('activity');
  const format = useFormat();
  const words =
    act === 'discard' ? t('confirm.discard') : t('confirm.send', { client: packet.client, time: format.dateTime(packet.receivedAt) });
  return (
    <Modal
      opened={act !== undefined}
      onClose={onClose}
      title={act && t(`confirm.${act}Title`)}
      closeButtonProps={{ 'aria-label': t('confirm.no') }}
    >
      <p className={styles.ask}>{words}</p>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" data-autofocus={act === 'discard' || undefined} onClick={onClose}>
          {t('confirm.no')}
        </Button>
        {act && (
          <Button
            {...(act === 'discard' && { color: 'var(--tl-negative)' })}
            data-autofocus={act !== 'discard' || undefined}
            onClick={() => onConfirm(act)}
          >
            {t(`packet.${act}`)}
          </Button>
        )}
      </Group>
    </Modal>
  );
}
