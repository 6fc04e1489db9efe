import { IconCloudDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ReplicaStatus } from '../replica/desk/replica-status.ts';
import styles from './status-bar.module.css';

const iconSize = 14;

/** That the download of everything stands still while the server is away: what is counted here is not all there is. */
export function Incomplete({ status: { incomplete } }: Readonly<{ status: ReplicaStatus }>) {
  const { t } = useTranslation();
  if (!incomplete) return null;
  return (
    <span className={styles.lag} title={t('statusBar.incompleteHelp')}>
      <IconCloudDownload size={iconSize} aria-hidden="true" />
      <span className={styles.words}>{t('statusBar.incomplete')}</span>
    </span>
  );
}
