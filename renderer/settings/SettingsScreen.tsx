import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DesktopApi } from '../../contract/ipc.ts';
import { PageHeader } from '../parts/PageHeader.tsx';
import type { ReplicaStatus } from '../replica/desk/replica-status.ts';
import type { Desk } from '../replica/desk.ts';
import { type SettingsTab, settingsTabs } from '../ui-state/navigation-slice.ts';
import { useUiStore } from '../ui-state/store.ts';
import { AboutPanel } from './AboutPanel.tsx';
import { ConnectionPanel } from './ConnectionPanel.tsx';
import { ClassifierPanel } from './classifier/ClassifierPanel.tsx';
import { DecisionPanel } from './decision/DecisionPanel.tsx';
import { LookPanel } from './LookPanel.tsx';
import { ReplicaPanel } from './ReplicaPanel.tsx';
import { RecommendationPanel } from './recommendation/RecommendationPanel.tsx';
import { ScorePanel } from './score/ScorePanel.tsx';
import { SendingPanel } from './sending/SendingPanel.tsx';
import styles from './settings.module.css';
import { WorkspacePanel } from './WorkspacePanel.tsx';

type Props = Readonly<{ desk: Desk; status: ReplicaStatus; desktop?: DesktopApi | undefined; onSync: () => void }>;

/** How the desk looks, what it is connected to and what it keeps on this machine; and what the shop goes by. */
export function SettingsScreen({ desk, status, desktop, onSync }: Props) {
  const { t } = useTranslation(['settings', 'common']);
  const tab = useUiStore((state) => state.settingsTab);
  const show = useUiStore((state) => state.showSettings);
  return (
    <>
      <PageHeader title={t('common:screens.settings')} />
      <Tabs value={tab} onChange={(chosen) => show(chosen as SettingsTab)} keepMounted={false}>
        <Tabs.List className={styles.tabs} aria-label={t('common:screens.settings')}>
          {settingsTabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="desk" className={styles.settings}>
          <LookPanel />
          <ConnectionPanel status={status} desktop={desktop} onSync={onSync} />
          <WorkspacePanel status={status} />
          <ReplicaPanel status={status} />
          <AboutPanel />
        </Tabs.Panel>
        <Tabs.Panel value="score" className={styles.policy}>
          <ScorePanel desk={desk} />
        </Tabs.Panel>
        <Tabs.Panel value="requests" className={styles.policy}>
          <DecisionPanel desk={desk} />
        </Tabs.Panel>
        <Tabs.Panel value="sending" className={styles.policy}>
          <SendingPanel desk={desk} />
        </Tabs.Panel>
        <Tabs.Panel value="learning" className={styles.settings}>
          <ClassifierPanel desk={desk} />
          <RecommendationPanel desk={desk} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
