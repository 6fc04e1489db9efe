import { Alert } from '@mantine/core';
import { IconAlertTriangle, IconCloudUp, IconDeviceDesktop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DispatchParts } from '../replica/desk.ts';
import styles from './dispatch-screen.module.css';

type Props = Readonly<{ parts: DispatchParts; by: string }>;

/** What a message that went out in parts is not for some: refused, not left this computer yet, or never come to the server. */
export function PartsNotice({ parts: { refused, here, missing }, by }: Props) {
  const { t } = useTranslation(['dispatch', 'failures']);
  return (
    <>
      {refused && (
        <Alert
          color="var(--tl-negative)"
          className={styles.refused}
          icon={<IconAlertTriangle aria-hidden />}
          title={t('detail.refusedTitle', { count: refused.people })}
        >
          {refused.codes.map((code) => (
            <p key={code} className={styles.why}>
              {t(`failures:${code}`)}
            </p>
          ))}
          {t('detail.refusedText')}
        </Alert>
      )}
      {here !== undefined && (
        <Alert color="indigo" icon={<IconCloudUp aria-hidden />} title={t('detail.hereTitle', { count: here })}>
          {t('detail.hereText')}
        </Alert>
      )}
      {missing !== undefined && (
        <Alert
          color="var(--tl-warning)"
          className={styles.held}
          icon={<IconDeviceDesktop aria-hidden />}
          title={t('detail.missingTitle', { count: missing })}
        >
          {t('detail.missingText', { name: by })}
        </Alert>
      )}
    </>
  );
}
