import { Button } from '@mantine/core';
import { IconLink, IconTestPipe } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FailureCode } from '../../../contract/failure.ts';
import type { TestSend, TestSent } from '../../../contract/sending.ts';
import type { Desk } from '../../replica/desk.ts';
import { DeskError } from '../../replica/desk-error.ts';
import type { KnownSending } from '../use-sending.ts';
import styles from './send-bar.module.css';

type Props = Readonly<{
  desk: Pick<Desk, 'sendTest' | 'connectKakao'>;
  /** What would be sent; absent while nothing is chosen or something is wrong with it. */
  test: TestSend | undefined;
  sending: KnownSending;
  offline: boolean;
}>;

type Standing =
  | Readonly<{ kind: 'rest' | 'asking' | 'copied' }>
  | Readonly<{ kind: 'sent'; sent: TestSent }>
  | Readonly<{ kind: 'failed'; code: FailureCode }>;

/** Sends the first message to whoever writes it, and to nobody else, so that they see it on a phone before anybody does. */
export function TestSendButton({ desk, test, sending, offline }: Props) {
  const { t } = useTranslation(['dispatch', 'failures']);
  const [standing, stand] = useState<Standing>({ kind: 'rest' });
  const wentToKakao = standing.kind === 'sent' && standing.sent.to === 'kakao'; // before the server is asked again
  const ask = (work: () => Promise<Standing>) => {
    stand({ kind: 'asking' });
    void work().catch(failed).then(stand);
  };
  const connect = async (): Promise<Standing> => {
    await navigator.clipboard.writeText(await desk.connectKakao());
    return { kind: 'copied' };
  };

  return (
    <>
      <span className={styles.tested} role="status">
        {offline ? t('testSend.offline') : <Told standing={standing} />}
      </span>
      {sending.told?.test.kakao === 'signedOut' && !wentToKakao && (
        <Button variant="subtle" size="sm" disabled={offline} leftSection={<IconLink size={16} aria-hidden />} onClick={() => ask(connect)}>
          {t('testSend.connect')}
        </Button>
      )}
      <Button
        variant="default"
        size="sm"
        leftSection={<IconTestPipe size={16} aria-hidden />}
        disabled={!test || offline}
        loading={standing.kind === 'asking'}
        onClick={() => test && ask(async () => ({ kind: 'sent', sent: await desk.sendTest(test) }))}
      >
        {t('testSend.send')}
      </Button>
    </>
  );
}

/** What became of the last one. */
function Told({ standing }: Readonly<{ standing: Standing }>) {
  const { t } = useTranslation(['dispatch', 'failures']);
  if (standing.kind === 'failed') return t(`failures:${standing.code}`);
  if (standing.kind === 'copied') return t('testSend.copied');
  if (standing.kind !== 'sent') return null;
  const { outcome, to } = standing.sent;
  return t(outcome === 'accepted' ? `testSend.${to}` : `testSend.${outcome}`);
}

const failed = (error: unknown): Standing => ({ kind: 'failed', code: error instanceof DeskError ? error.code : 'server.failed' });
