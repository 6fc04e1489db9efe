import { Button } from '@mantine/core';
import { IconDeviceDesktop, IconDownload, IconLogin2, IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Wordmark } from '../parts/Logo.tsx';
import type { ReplicaStatus } from '../replica/desk/replica-status.ts';
import type { Connection } from './connection-tone.ts';
import styles from './gate.module.css';

/** States in which nothing of the desk can be used, so the page is theirs alone. */
export type Shut = Extract<Connection, 'signedOut' | 'outdated' | 'openElsewhere' | 'failed'>;

const shut: readonly Connection[] = ['signedOut', 'outdated', 'openElsewhere', 'failed'];
const isShut = (status: ReplicaStatus): status is ShutStatus => shut.includes(status.connection);

export type ShutStatus = ReplicaStatus & Readonly<{ connection: Shut }>;

/** The status where nothing of the desk can be used; undefined where it can. */
export const shutPart = (status: ReplicaStatus): ShutStatus | undefined => (isShut(status) ? status : undefined);

const iconSize = 22;

type Props = Readonly<{
  status: ShutStatus;
  /** Where a new address signs in; the desktop app signs in by itself when it opens again. */
  inBrowser: boolean;
  onTakeOver: () => void;
}>;

/** Why the desk cannot be used here and now, and the one thing that changes it. */
export function Gate({ status, inBrowser, onTakeOver }: Props) {
  const { t } = useTranslation(['common', 'failures']);
  const reload = () => location.reload();
  switch (status.connection) {
    case 'signedOut':
      return (
        <GatePage icon={<IconLogin2 size={iconSize} />} title={t('gate.signedOutTitle')} body={t('connectionHelp.signedOut')}>
          {inBrowser ? <p>{t('signIn.how')}</p> : <Button onClick={reload}>{t('gate.reload')}</Button>}
        </GatePage>
      );
    case 'outdated':
      return (
        <GatePage icon={<IconDownload size={iconSize} />} title={t('gate.outdatedTitle')} body={t('connectionHelp.outdated')}>
          <Button onClick={reload}>{t('gate.outdatedAction')}</Button>
        </GatePage>
      );
    case 'openElsewhere':
      return (
        <GatePage icon={<IconDeviceDesktop size={iconSize} />} title={t('gate.openElsewhereTitle')} body={t('gate.openElsewhereBody')}>
          <Button onClick={onTakeOver}>{t('gate.takeOver')}</Button>
        </GatePage>
      );
    case 'failed':
      return (
        <GatePage
          icon={<IconPlugConnectedX size={iconSize} />}
          title={t('gate.failedTitle')}
          body={t(`failures:${status.code ?? 'replica.storage'}`)}
        >
          <Button onClick={reload}>{t('gate.reload')}</Button>
        </GatePage>
      );
  }
}

type PageProps = Readonly<{ icon: ReactNode; title: string; body: string; children?: ReactNode }>;

/** One calm page for everything that stands before the desk. */
export function GatePage({ icon, title, body, children }: PageProps) {
  const { t } = useTranslation();
  return (
    <main className={styles.gate}>
      <Wordmark name={t('product')} />
      <section className={styles.card}>
        <div className={styles.icon}>{icon}</div>
        <h1 className={styles.title}>{title}</h1>
        <p>{body}</p>
        {children}
      </section>
    </main>
  );
}
