import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import { Panel } from '../../parts/Panel.tsx';
import { Pill } from '../../parts/Pill.tsx';
import { useNow } from '../../parts/use-now.ts';
import { useStream } from '../../parts/use-stream.ts';
import type { Desk, SendingView } from '../../replica/desk.ts';
import { SettingRow } from '../SettingRow.tsx';
import { OptOutRow } from './OptOutRow.tsx';

/** How long ago is said in minutes. */
const clockMs = 30_000;

/** What messages travel by, as the server said it last: it is set up there, and only looked at here. */
export function ProviderPanel({ desk }: Readonly<{ desk: Pick<Desk, 'sending$'> }>) {
  const { t } = useTranslation('sending');
  const told = useStream(useMemo(() => desk.sending$(), [desk]));
  return (
    <Panel title={t('provider.title')}>
      {told ? (
        <Told told={told} />
      ) : (
        <SettingRow label={t('provider.unknown')} help={t('provider.unknownHelp')}>
          –
        </SettingRow>
      )}
    </Panel>
  );
}

function Told({ told }: Readonly<{ told: SendingView }>) {
  const { t } = useTranslation(['sending', 'dispatch']);
  const format = useFormat();
  const now = useNow(clockMs);
  const { provider, sandbox, health, balanceKrw, webhook, test } = told;
  const tests = [test.kakao && t(`provider.test.${test.kakao}`), test.phone && t('provider.test.phone')].filter(Boolean);
  return (
    <>
      <SettingRow label={t(`dispatch:provider.${provider}`)} help={t(sandbox ? 'provider.sandboxHelp' : 'provider.help')}>
        {sandbox ? (
          <Pill>{t('provider.practice')}</Pill>
        ) : (
          <Pill tone={health.ok ? 'positive' : 'warning'} dot>
            {t(health.ok ? 'provider.ok' : `provider.state.${health.reason}`)}
          </Pill>
        )}
      </SettingRow>
      {!sandbox && (
        <SettingRow label={t('provider.balance')} help={t('provider.asOf', { ago: format.ago(told.at, now) })}>
          {balanceKrw === undefined ? t('provider.balanceUnknown') : format.krw(balanceKrw)}
        </SettingRow>
      )}
      {told.optOuts && <OptOutRow list={told.optOuts} now={now} />}
      {!sandbox && (
        <SettingRow label={t('provider.webhook')} help={t('provider.webhookHelp')}>
          {t(webhook ? 'provider.calledBack' : 'provider.askedFor')}
        </SettingRow>
      )}
      <SettingRow label={t('provider.tests')} help={t('provider.testsHelp')}>
        {sandbox ? t('provider.test.sandbox') : tests.join(', ') || t('provider.test.none')}
      </SettingRow>
    </>
  );
}
