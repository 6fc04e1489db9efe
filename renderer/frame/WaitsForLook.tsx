import { UnstyledButton } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ReplicaStatus } from '../replica/desk/replica-status.ts';
import { useUiStore } from '../ui-state/store.ts';
import styles from './status-bar.module.css';

const iconSize = 14;

/** Dispatches whose audience changed before they could leave; pressed, they are shown. */
export function WaitsForLook({ status: { review = 0 } }: Readonly<{ status: ReplicaStatus }>) {
  const { t } = useTranslation();
  const go = useUiStore((state) => state.go);
  if (review === 0) return null;
  return (
    <UnstyledButton className={styles.review} onClick={() => go('dispatch')}>
      <IconUsers size={iconSize} aria-hidden="true" />
      {t('statusBar.review', { count: review })}
    </UnstyledButton>
  );
}
