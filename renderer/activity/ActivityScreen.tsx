import { Badge, Tabs } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import { PageHeader } from '../parts/PageHeader.tsx';
import { useStream } from '../parts/use-stream.ts';
import type { Desk } from '../replica/desk.ts';
import type { ActivityTab } from '../ui-state/navigation-slice.ts';
import { useUiStore } from '../ui-state/store.ts';
import { ActivityLog } from './ActivityLog.tsx';
import styles from './activity.module.css';
import { ConflictInbox } from './conflicts/ConflictInbox.tsx';
import { QuarantinePanel } from './quarantine/QuarantinePanel.tsx';

type Props = Readonly<{ desk: Desk /** The server answers. */; online: boolean; onUndo: () => void }>;

/** Who did what when, whose values were overwritten unseen, and what the chatbots sent that could not be read. */
export function ActivityScreen({ desk, online, onUndo }: Props) {
  const { t } = useTranslation('activity');
  const tab = useUiStore((state) => state.activityTab);
  const show = useUiStore((state) => state.showActivity);
  return (
    <div className={styles.screen}>
      <PageHeader title={t('title')} />
      <Tabs
        value={tab}
        onChange={(chosen) => show(chosen as ActivityTab)}
        keepMounted={false}
        classNames={{ root: styles.tabs, list: styles.tabList, panel: styles.panel }}
      >
        <Tabs.List aria-label={t('title')}>
          <Tabs.Tab value="log">{t('tabs.log')}</Tabs.Tab>
          <Tabs.Tab value="conflicts" rightSection={<MyConflicts desk={desk} />}>
            {t('tabs.conflicts')}
          </Tabs.Tab>
          <Tabs.Tab value="quarantine">{t('tabs.quarantine')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="log">
          <ActivityLog desk={desk} />
        </Tabs.Panel>
        <Tabs.Panel value="conflicts">
          <ConflictInbox desk={desk} onUndo={onUndo} />
        </Tabs.Panel>
        <Tabs.Panel value="quarantine">
          <QuarantinePanel desk={desk} online={online} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

/** The same that the navigation counts: what of mine was overwritten. What waits for somebody is counted in the inbox. */
function MyConflicts({ desk }: Readonly<{ desk: Desk }>) {
  const { t } = useTranslation('conflicts');
  const format = useFormat();
  const mine = useStream(useMemo(() => desk.conflicts$({ group: 'mine', limit: 0 }), [desk]))?.total ?? 0;
  if (mine === 0) return null;
  return (
    <Badge size="sm" className={styles.open} aria-label={t('notice.text', { count: mine })}>
      {format.number(mine)}
    </Badge>
  );
}
