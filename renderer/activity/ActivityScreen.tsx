import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../parts/PageHeader.tsx';
import type { Desk, ReplicaStatus } from '../replica/desk.ts';
import { ActivityLog } from './ActivityLog.tsx';
import styles from './activity.module.css';
import { QuarantinePanel } from './quarantine/QuarantinePanel.tsx';

/** Who did what when, and what the chatbots sent that could not be read. */
export function ActivityScreen({ desk, status }: Readonly<{ desk: Desk; status: ReplicaStatus }>) {
  const { t } = useTranslation('activity');
  return (
    <div className={styles.screen}>
      <PageHeader title={t('title')} />
      <Tabs defaultValue="log" keepMounted={false} classNames={{ root: styles.tabs, list: styles.tabList, panel: styles.panel }}>
        <Tabs.List aria-label={t('title')}>
          <Tabs.Tab value="log">{t('tabs.log')}</Tabs.Tab>
          <Tabs.Tab value="quarantine">{t('tabs.quarantine')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="log">
          <ActivityLog desk={desk} />
        </Tabs.Panel>
        <Tabs.Panel value="quarantine">
          <QuarantinePanel desk={desk} status={status} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
