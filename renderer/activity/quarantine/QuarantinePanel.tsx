import { Alert } from '@mantine/core';
import { IconCheck, IconCloudOff, IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PacketReleased } from '../../../contract/quarantine.ts';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { TableSkeleton } from '../../parts/TableSkeleton.tsx';
import type { Desk } from '../../replica/desk.ts';
import { NotFetched } from './NotFetched.tsx';
import { PacketDrawer } from './PacketDrawer.tsx';
import { PacketFilter } from './PacketFilter.tsx';
import { PacketList } from './PacketList.tsx';
import styles from './quarantine.module.css';
import { type Filter, type Packets, usePackets } from './use-packets.ts';

type Props = Readonly<{ desk: Desk; online: boolean }>;

/** What the chatbots sent that could not be read. It is the server's alone, so there is nothing of it without a connection. */
export function QuarantinePanel({ desk, online }: Props) {
  const { t } = useTranslation('activity');
  const [filter, narrow] = useState<Filter>({});
  const [opened, open] = useState<string>();
  const [done, setDone] = useState<PacketReleased['status']>();
  const packets = usePackets(desk, filter, online);
  const finish = (released: PacketReleased) => {
    open(undefined);
    setDone(released.status);
    packets.reload();
  };

  return (
    <>
      {online ? (
        <>
          <p className={styles.explain}>{t('quarantine.explain')}</p>
          <PacketFilter filter={filter} counts={packets.held?.counts ?? []} onNarrow={narrow} onReload={packets.reload} />
          <div role="status">{done && <Done status={done} onClose={() => setDone(undefined)} />}</div>
          <Held packets={packets} filter={filter} onOpen={open} onClear={() => narrow({})} />
        </>
      ) : (
        <EmptyState title={t('quarantine.offline.title')} text={t('quarantine.offline.text')} icon={<IconCloudOff aria-hidden />} />
      )}
      {/* A correction under way outlives a lost connection. */}
      <PacketDrawer desk={desk} id={opened} onDone={finish} onClose={() => open(undefined)} onGone={packets.reload} />
    </>
  );
}

function Done({ status, onClose }: Readonly<{ status: PacketReleased['status']; onClose: () => void }>) {
  const { t } = useTranslation(['activity', 'common']);
  return (
    <Alert className={styles.done} icon={<IconCheck aria-hidden />} withCloseButton closeButtonLabel={t('common:close')} onClose={onClose}>
      {t(`activity:quarantine.done.${status}`)}
    </Alert>
  );
}

type HeldProps = Readonly<{ packets: Packets; filter: Filter; onOpen: (id: string) => void; onClear: () => void }>;

function Held({ packets: { held, failed, reload, more }, filter, onOpen, onClear }: HeldProps) {
  const { t } = useTranslation(['activity', 'failures']);
  if (failed) return <NotFetched code={failed} onRetry={reload} />;
  if (!held) return <TableSkeleton label={t('activity:quarantine.loading')} />;
  if (held.packets.length > 0) return <PacketList held={held} onOpen={onOpen} onMore={more} />;
  if (filter.client !== undefined || filter.code !== undefined)
    return (
      <EmptyState title={t('activity:quarantine.noneMatch.title')} action={t('activity:quarantine.noneMatch.action')} onAction={onClear} />
    );
  return (
    <EmptyState
      title={t('activity:quarantine.empty.title')}
      text={t('activity:quarantine.empty.text')}
      icon={<IconShieldCheck aria-hidden />}
    />
  );
}
