import { useTranslation } from 'react-i18next';
import type { DesktopApi } from '../../contract/ipc.ts';
import { PageHeader } from '../parts/PageHeader.tsx';
import type { ReplicaStatus } from '../replica/desk.ts';
import { AboutPanel } from './AboutPanel.tsx';
import { ConnectionPanel } from './ConnectionPanel.tsx';
import { LookPanel } from './LookPanel.tsx';
import { ReplicaPanel } from './ReplicaPanel.tsx';
import styles from './settings.module.css';
import { WorkspacePanel } from './WorkspacePanel.tsx';

type Props = Readonly<{ status: ReplicaStatus; desktop?: DesktopApi | undefined; onSync: () => void }>;

/** How the desk looks, what it is connected to, and what it keeps on this machine. */
export function SettingsScreen({ status, desktop, onSync }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('screens.settings')} />
      <div className={styles.settings}>
        <LookPanel />
        <ConnectionPanel status={status} desktop={desktop} onSync={onSync} />
        <WorkspacePanel status={status} />
        <ReplicaPanel status={status} />
        <AboutPanel />
      </div>
    </>
  );
}
