import { useTranslation } from 'react-i18next';
import { Panel } from '../parts/Panel.tsx';
import type { ReplicaStatus } from '../replica/desk/replica-status.ts';
import { SettingRow } from './SettingRow.tsx';

/** Whose data this is, and as whom it is read and written. */
export function WorkspacePanel({ status: { workspace, member } }: Readonly<{ status: ReplicaStatus }>) {
  const { t } = useTranslation('settings');
  return (
    <Panel title={t('workspace.title')}>
      <SettingRow label={t('workspace.name')}>{workspace ?? t('workspace.unknown')}</SettingRow>
      <SettingRow label={t('workspace.member')}>{member ?? t('workspace.unknown')}</SettingRow>
    </Panel>
  );
}
