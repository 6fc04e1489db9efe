import { IconAppWindow } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ReplicaStatus } from '../replica/desk/replica-status.ts';
import styles from './status-bar.module.css';

const iconSize = 14;

/** That another window owns the replica, and this one shows what that one has. */
export function Follows({ status: { follows } }: Readonly<{ status: ReplicaStatus }>) {
  const { t } = useTranslation();
  if (!follows) return null;
  return (
    <span className={styles.lag} title={t('statusBar.followsHelp')}>
      <IconAppWindow size={iconSize} aria-hidden="true" />
      <span className={styles.words}>{t('statusBar.follows')}</span>
    </span>
  );
}
