import { Button, Popover, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconHourglass, IconUser } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import { useNow } from '../parts/use-now.ts';
import type { ReplicaStatus } from '../replica/desk/replica-status.ts';
import type { Desk } from '../replica/desk.ts';
import { connectionTone } from './connection-tone.ts';
import { Follows } from './Follows.tsx';
import { FreshNews } from './FreshNews.tsx';
import { Incomplete } from './Incomplete.tsx';
import { ProofItem } from './proof/ProofItem.tsx';
import { SendQueue } from './SendQueue.tsx';
import styles from './status-bar.module.css';
import { useStatus } from './use-status.ts';
import { WaitsForLook } from './WaitsForLook.tsx';

const tickMs = 1_000;
const iconSize = 14;

type Props = Readonly<{
  desk: Desk;
  /** Commands the server refused and nobody has dismissed. */
  refused: number;
  onRefused: () => void;
  onSync: () => void;
}>;

/** Always there: connected or not, what still waits to be sent, whether the server itself trails, when it was last in step, and who is signed in. */
export const StatusBar = memo(function StatusBar({ desk, refused, onRefused, onSync }: Props) {
  const { t } = useTranslation();
  const status = useStatus(desk);
  const { connection, code, lag, filled, syncedAt, workspace, member } = status;
  return (
    <section className={styles.bar} aria-label={t('statusBar.label')}>
      <ConnectionState {...{ connection, code, lag, filled, syncedAt, onSync }} />
      {connection === 'offline' && (
        <span className={styles.works}>
          <span>{t('statusBar.offlineWorks')}</span>
        </span>
      )}
      <SendQueue waiting={status.waiting} oldestWaitingAt={status.oldestWaitingAt} desk={desk} />
      <WaitsForLook status={status} />
      {lag !== undefined && (
        <span className={styles.lag} title={t('statusBar.lagHelp')}>
          <IconHourglass size={iconSize} aria-hidden="true" />
          <span className={styles.words}>{t('statusBar.lag', { count: lag })}</span>
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
      <ProofItem desk={desk} connection={connection} proof={status.proof} />
      <FreshNews freshness={status.freshness} />
      {connection !== 'connected' && (
        <span className={styles.quiet}>
          <Synced at={syncedAt} />
        </span>
      )}
      <SignedIn workspace={workspace} member={member} />
    </section>
  );
});

type Status<K extends keyof ReplicaStatus> = { readonly [P in K]: ReplicaStatus[P] | undefined };
type ConnectionProps = Pick<ReplicaStatus, 'connection'> & Status<'code' | 'lag' | 'filled' | 'syncedAt'> & Pick<Props, 'onSync'>;

/** Each item takes what it shows and nothing else, so that one that changes does not draw the others anew. */
const ConnectionState = memo(function ConnectionState({ connection, code, lag, filled, syncedAt, onSync }: ConnectionProps) {
  const { t } = useTranslation(['common', 'failures']);
  const format = useFormat();
  return (
    <Popover position="top-start" width={320} offset={6} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={styles.connection} data-tone={connectionTone[connection]} title={t('statusBar.details')}>
          <span className={styles.dot} />
          <span aria-live="polite">{t(`connection.${connection}`, { documents: format.number(filled ?? 0) })}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={styles.details}>
        <p>{t(`connectionHelp.${connection}`)}</p>
        {code && <p className={styles.reason}>{t(`failures:${code}`)}</p>}
        {lag !== undefined && <p className={styles.reason}>{t('statusBar.lagHelp')}</p>}
        <p className={styles.reason}>
          <Synced at={syncedAt} />
        </p>
        <Button variant="default" onClick={onSync}>
          {t('statusBar.syncNow')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
});

function Synced({ at }: Readonly<{ at: number | undefined }>) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(tickMs);
  if (at === undefined) return <span>{t('statusBar.neverSynced')}</span>;
  return (
    <time dateTime={new Date(at).toISOString()} title={format.dateTime(at)}>
      {t('statusBar.synced', { age: format.ago(at, now) })}
    </time>
  );
}

const SignedIn = memo(function SignedIn({ workspace, member }: Status<'workspace' | 'member'>) {
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
});
