import { Button, Popover, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconHourglass, IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import { useNow } from '../parts/use-now.ts';
import type { Desk, ReplicaStatus } from '../replica/desk.ts';
import { connectionTone } from './connection-tone.ts';
import { Follows } from './Follows.tsx';
import { FreshNews } from './FreshNews.tsx';
import { Incomplete } from './Incomplete.tsx';
import { ProofItem } from './proof/ProofItem.tsx';
import { SendQueue } from './SendQueue.tsx';
import styles from './status-bar.module.css';
import { WaitsForLook } from './WaitsForLook.tsx';

const tickMs = 1_000;
const iconSize = 14;

type Props = Readonly<{
  desk: Desk;
  status: ReplicaStatus;
  /** Commands the server refused and nobody has dismissed. */
  refused: number;
  onRefused: () => void;
  onSync: () => void;
}>;

/** Always there: connected or not, what still waits to be sent, whether the server itself trails, when it was last in step, and who is signed in. */
export function StatusBar({ desk, status, refused, onRefused, onSync }: Props) {
  const { t } = useTranslation();
  return (
    <section className={styles.bar} aria-label={t('statusBar.label')}>
      <ConnectionState status={status} onSync={onSync} />
      {status.connection === 'offline' && (
        <span className={styles.works}>
          <span>{t('statusBar.offlineWorks')}</span>
        </span>
      )}
      <SendQueue status={status} desk={desk} />
      <WaitsForLook status={status} />
      {status.lag !== undefined && (
        <span className={styles.lag} title={t('statusBar.lagHelp')}>
          <IconHourglass size={iconSize} aria-hidden="true" />
          <span className={styles.words}>{t('statusBar.lag', { count: status.lag })}</span>
        </span>
      )}
      {refused > 0 && (
        <UnstyledButton className={styles.refused} onClick={onRefused}>
          <IconAlertTriangle size={iconSize} aria-hidden="true" />
          {t('statusBar.refused', { count: refused })}
        </UnstyledButton>
      )}
      <Incomplete status={status} />
      <Follows status={status} />
      <span className={styles.space} />
      <ProofItem desk={desk} status={status} />
      <FreshNews freshness={status.freshness} />
      {status.connection !== 'connected' && (
        <span className={styles.quiet}>
          <Synced status={status} />
        </span>
      )}
      <SignedIn status={status} />
    </section>
  );
}

function ConnectionState({ status, onSync }: Pick<Props, 'status' | 'onSync'>) {
  const { t } = useTranslation(['common', 'failures']);
  const format = useFormat();
  const { connection, code, lag } = status;
  return (
    <Popover position="top-start" width={320} offset={6} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={styles.connection} data-tone={connectionTone[connection]} title={t('statusBar.details')}>
          <span className={styles.dot} />
          <span aria-live="polite">{t(`connection.${connection}`, { documents: format.number(status.filled ?? 0) })}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={styles.details}>
        <p>{t(`connectionHelp.${connection}`)}</p>
        {code && <p className={styles.reason}>{t(`failures:${code}`)}</p>}
        {lag !== undefined && <p className={styles.reason}>{t('statusBar.lagHelp')}</p>}
        <p className={styles.reason}>
          <Synced status={status} />
        </p>
        <Button variant="default" onClick={onSync}>
          {t('statusBar.syncNow')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

function Synced({ status: { syncedAt } }: Pick<Props, 'status'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(tickMs);
  if (syncedAt === undefined) return <span>{t('statusBar.neverSynced')}</span>;
  return (
    <time dateTime={new Date(syncedAt).toISOString()} title={format.dateTime(syncedAt)}>
      {t('statusBar.synced', { age: format.ago(syncedAt, now) })}
    </time>
  );
}

function SignedIn({ status: { workspace, member } }: Pick<Props, 'status'>) {
  const { t } = useTranslation();
  if (!workspace || !member) return null;
  const words = t('statusBar.member', { workspace, member });
  return (
    <span className={styles.member} role="img" title={words} aria-label={words}>
      <IconUser size={iconSize} aria-hidden="true" />
      {member}
      <span className={styles.age}>{workspace}</span>
    </span>
  );
}
