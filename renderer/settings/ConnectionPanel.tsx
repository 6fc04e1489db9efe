import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DesktopApi, ServerState } from '../../contract/ipc.ts';
import { useFormat } from '../i18n/use-format.ts';
import { CopyLine } from '../parts/CopyLine.tsx';
import { Panel } from '../parts/Panel.tsx';
import { Pill, type Tone } from '../parts/Pill.tsx';
import type { ReplicaStatus } from '../replica/desk/replica-status.ts';
import { SettingRow } from './SettingRow.tsx';
import { useServerState } from './use-server-state.ts';

const connectionTone: Readonly<Record<ReplicaStatus['connection'], Tone>> = {
  connected: 'positive',
  connecting: 'brand',
  filling: 'brand',
  offline: 'warning',
  openElsewhere: 'warning',
  signedOut: 'negative',
  outdated: 'negative',
  failed: 'negative',
};

const serverTone: Readonly<Record<ServerState['state'], Tone>> = {
  starting: 'brand',
  running: 'positive',
  restarting: 'brand',
  failed: 'negative',
};

type Props = Readonly<{ status: ReplicaStatus; desktop: DesktopApi | undefined; onSync: () => void }>;

/** Whether the desk reaches its server; in the desktop app, the built-in server too. */
export function ConnectionPanel({ status, desktop, onSync }: Props) {
  const { t } = useTranslation(['settings', 'common']);
  const format = useFormat();
  return (
    <Panel title={t('settings:connection.title')}>
      <SettingRow label={t('settings:connection.state')} help={t(`common:connectionHelp.${status.connection}`)}>
        <Pill tone={connectionTone[status.connection]} dot>
          {t(`common:connection.${status.connection}`, { documents: format.number(status.filled ?? 0) })}
        </Pill>
        <Button variant="default" onClick={onSync}>
          {t('settings:connection.sync')}
        </Button>
      </SettingRow>
      {desktop ? <BuiltInServer desktop={desktop} /> : <RemoteServer />}
    </Panel>
  );
}

function BuiltInServer({ desktop }: Readonly<{ desktop: DesktopApi }>) {
  const { t } = useTranslation(['settings', 'common', 'failures']);
  const { server, restart } = useServerState(desktop);
  const reason = server?.code && t(`failures:${server.code}`);
  return (
    <>
      <SettingRow label={t('settings:connection.server')} help={reason ?? t('settings:connection.serverHelp')}>
        {server && (
          <Pill tone={serverTone[server.state]} dot>
            {t(`settings:connection.serverState.${server.state}`)}
          </Pill>
        )}
        <Button variant="default" onClick={restart} disabled={!server || server.state === 'starting' || server.state === 'restarting'}>
          {server ? t('settings:connection.restart') : t('settings:connection.asking')}
        </Button>
      </SettingRow>
      {server?.mqttUrl && (
        <SettingRow label={t('settings:connection.mqtt')}>
          <CopyLine text={server.mqttUrl} copy={t('common:copy')} copied={t('common:copied')} />
        </SettingRow>
      )}
    </>
  );
}

function RemoteServer() {
  const { t } = useTranslation(['settings', 'common']);
  return (
    <SettingRow label={t('settings:connection.address')} help={t('settings:connection.browserHelp')}>
      <CopyLine text={location.origin} copy={t('common:copy')} copied={t('common:copied')} />
    </SettingRow>
  );
}
