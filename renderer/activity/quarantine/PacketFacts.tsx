import { useTranslation } from 'react-i18next';
import type { HeldPacket } from '../../../contract/quarantine.ts';
import { useFormat } from '../../i18n/use-format.ts';
import styles from './quarantine.module.css';

/** Whose it is, where and when it came. */
export function PacketFacts({ packet: { client, kind, topic, receivedAt, bytes } }: Readonly<{ packet: HeldPacket }>) {
  const { t } = useTranslation('activity');
  const format = useFormat();
  return (
    <dl className={styles.facts}>
      <dt>{t('packet.client')}</dt>
      <dd>{client}</dd>
      <dt>{t('packet.kind')}</dt>
      <dd>{kind ? t(`kind.${kind}`) : t('packet.noKind')}</dd>
      <dt>{t('packet.receivedAt')}</dt>
      <dd>
        {format.dateTime(receivedAt)} · {t('quarantine.bytes', { count: bytes })}
      </dd>
      <dt>{t('packet.topic')}</dt>
      <dd>
        <code>{topic}</code>
      </dd>
    </dl>
  );
}
