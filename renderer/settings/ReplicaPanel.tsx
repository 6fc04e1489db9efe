import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import { Panel } from '../parts/Panel.tsx';
import { useNow } from '../parts/use-now.ts';
import type { ReplicaStatus } from '../replica/desk/replica-status.ts';
import { SettingRow } from './SettingRow.tsx';

const tickMs = 1_000;

/** What is kept on this machine, how fresh it is, and whether the browser may clear it. */
export function ReplicaPanel({ status: { syncedAt, waiting, persisted, proof } }: Readonly<{ status: ReplicaStatus }>) {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const now = useNow(tickMs);
  return (
    <Panel title={t('replica.title')}>
      <SettingRow label={t('replica.synced')}>
        {syncedAt === undefined ? t('replica.never') : `${format.dateTime(syncedAt)} (${format.ago(syncedAt, now)})`}
      </SettingRow>
      <SettingRow label={t('replica.proven')}>
        {proof?.proven ? t('replica.provenAt', { seq: proof.proven.seq, time: format.dateTime(proof.proven.at) }) : t('replica.never')}
      </SettingRow>
      <SettingRow label={t('replica.found')} help={t('replica.foundHelp')}>
        {t('replica.foundCount', { count: proof?.foundEver ?? 0 })}
        {proof?.lastFoundAt !== undefined && ` · ${t('replica.foundLast', { time: format.dateTime(proof.lastFoundAt) })}`}
      </SettingRow>
      <SettingRow label={t('replica.waiting')}>{t('replica.waitingCount', { count: waiting })}</SettingRow>
      <SettingRow label={t('replica.kept')} help={persisted ? t('replica.persisted') : t('replica.notPersisted')}>
        {null}
      </SettingRow>
    </Panel>
  );
}
