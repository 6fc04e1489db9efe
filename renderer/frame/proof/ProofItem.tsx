import { UnstyledButton } from '@mantine/core';
import { IconShieldCheck, IconShieldExclamation, IconShieldHalf } from '@tabler/icons-react';
import { memo, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import { useNow } from '../../parts/use-now.ts';
import type { ReplicaStatus } from '../../replica/desk/replica-status.ts';
import type { Desk } from '../../replica/desk.ts';
import status from '../status-item.module.css';
import { ProofDrawer } from './ProofDrawer.tsx';
import styles from './proof.module.css';
import { proofLook } from './proof-look.ts';

const tickMs = 1_000;
const iconSize = 14;
const icons = { good: IconShieldCheck, quiet: IconShieldHalf, busy: IconShieldHalf, wrong: IconShieldExclamation } as const;

type Props = Readonly<{ desk: Desk; connection: ReplicaStatus['connection']; proof: ReplicaStatus['proof'] }>;

/** Whether what is kept here is the server's, at which place of its feed; pressed, everything about it. */
export const ProofItem = memo(function ProofItem({ desk, connection, proof }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(tickMs);
  const [opened, setOpened] = useState(false);
  const close = useCallback(() => setOpened(false), []);
  if (!proof) return null;
  const { words, tone } = proofLook({ connection }, proof);
  const Icon = icons[tone];
  const { proven, percent = 0, unseen } = proof;
  return (
    <>
      <UnstyledButton className={`${status.item} ${styles.item}`} data-tone={tone} title={t('proof.open')} onClick={() => setOpened(true)}>
        <Icon size={iconSize} aria-hidden="true" />
        <span aria-live={tone === 'busy' ? 'off' : 'polite'}>{t(`proof.short.${words}`, { seq: proven?.seq ?? 0, percent })}</span>
        {proven && words === 'same' && (
          <time className={styles.age} dateTime={new Date(proven.at).toISOString()} title={format.dateTime(proven.at)}>
            {format.ago(proven.at, now)}
          </time>
        )}
        {unseen > 0 && <span className={styles.unseen}>{t('proof.short.unseen', { count: unseen })}</span>}
      </UnstyledButton>
      <ProofDrawer desk={desk} connection={connection} opened={opened} onClose={close} />
    </>
  );
});
