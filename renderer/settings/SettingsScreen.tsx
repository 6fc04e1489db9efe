import { useTranslation } from 'react-i18next';
import type { DesktopApi } from '../../contract/ipc.ts';
import { PageHeader } from '../parts/PageHeader.tsx';
import type { ReplicaStatus } from '../replica/desk.ts';

type Props = Readonly<{ status: ReplicaStatus; desktop?: DesktopApi | undefined }>;
export function SettingsScreen(_: Props) {
  const { t } = useTranslation();
  return <PageHeader title={t('screens.settings')} />;
}
