import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle, IconFlask, IconPlugConnectedX } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { senderGaps } from '../../../domain/dispatching/sender-gaps.ts';
import { useStream } from '../../parts/use-stream.ts';
import type { Desk } from '../../replica/desk.ts';
import { useUiStore } from '../../ui-state/store.ts';
import type { KnownSending } from '../use-sending.ts';
import styles from './compose.module.css';

/** What to know of the way messages go, before one is written: that it is practice, that nobody has said, or what stands in the way. */
export function SendingNotice({ desk, sending }: Readonly<{ desk: Pick<Desk, 'policy$'>; sending: KnownSending }>) {
  const { t } = useTranslation('dispatch');
  const health = sending.told?.health;
  return (
    <>
      {sending.sandbox && (
        <Alert className={styles.sandbox} color="gray" icon={<IconFlask aria-hidden />}>
          <strong>{t('sandbox')}</strong> {t('sandboxText')}
        </Alert>
      )}
      {sending.unknown && (
        <Alert className={styles.sandbox} color="gray" icon={<IconPlugConnectedX aria-hidden />}>
          <strong>{t('notice.unknown')}</strong> {t('notice.unknownText')}
        </Alert>
      )}
      {sending.told && !sending.sandbox && <SenderGap desk={desk} />}
      {health?.ok === false && (
        <Alert className={`${styles.sandbox} ${styles.trouble}`} color="var(--tl-warning)" icon={<IconAlertTriangle aria-hidden />}>
          <strong>{t(`notice.${health.reason}`)}</strong> {t(`notice.${health.reason}Text`)}
        </Alert>
      )}
    </>
  );
}

/** While the shop has not said who it is, nothing may leave: the way to where it is said. */
function SenderGap({ desk }: Readonly<{ desk: Pick<Desk, 'policy$'> }>) {
  const { t } = useTranslation(['dispatch', 'sending']);
  const showSettings = useUiStore((state) => state.showSettings);
  const rules = useStream(useMemo(() => desk.policy$('sending'), [desk]))?.rules;
  const gaps = rules?.id === 'sending' ? senderGaps(rules) : [];
  if (gaps.length === 0) return null;
  return (
    <Alert className={`${styles.sandbox} ${styles.trouble}`} color="var(--tl-warning)" icon={<IconAlertTriangle aria-hidden />}>
      <strong>{t('notice.gap')}</strong> {t('notice.gapText', { fields: gaps.map((field) => t(`sending:sender.${field}`)).join(', ') })}
      <Button variant="default" size="compact-xs" className={styles.toSettings} onClick={() => showSettings('sending')}>
        {t('notice.toSettings')}
      </Button>
    </Alert>
  );
}
