import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle, IconClockPause, IconCloudUp, IconHelpCircle, IconUserOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import type { DispatchView } from '../replica/desk.ts';
import styles from './dispatch-screen.module.css';
import { stageOf } from './dispatch-stage.ts';
import { PartsNotice } from './PartsNotice.tsx';
import { StateBar } from './StateBar.tsx';
import sheet from './sheet.module.css';
import { useWaitWords } from './use-wait-words.ts';
import { waitsFor } from './waits-for.ts';

type Props = Readonly<{
  dispatch: DispatchView;
  /** Those whose result nobody knows are to be looked at. */
  onLook: () => void;
  /** What may be done about it. */
  children: ReactNode;
}>;

/** When and by whom, how far, and what stands in its way. */
export function DetailHead({ dispatch, onLook, children }: Props) {
  const { t } = useTranslation('dispatch');
  const format = useFormat();
  const { channel, provider, requestedBy, resends, parts } = dispatch;
  const facts = [
    requestedBy,
    provider && t(`provider.${provider}`),
    t(`channel.${channel}`),
    resends && t('detail.resends'),
    parts && t('detail.parts', { count: parts.count }),
  ];

  return (
    <>
      <header className={styles.head}>
        <div>
          <h2 className={styles.title}>{t('detail.title', { time: format.dateTime(dispatch.at) })}</h2>
          <span className={sheet.quiet}>{facts.filter(Boolean).join(' · ')}</span>
        </div>
        {children}
      </header>
      {!dispatch.rejected && <StateBar counts={dispatch.counts} />}
      <Notice dispatch={dispatch} onLook={onLook} />
      {dispatch.parts && <PartsNotice parts={dispatch.parts} by={requestedBy} />}
    </>
  );
}

/** Said only where something waits or was refused. */
function Notice({ dispatch, onLook }: Pick<Props, 'dispatch' | 'onLook'>) {
  const { t } = useTranslation(['dispatch', 'failures']);
  const words = useWaitWords();
  const stage = stageOf(dispatch);
  const waits = waitsFor(dispatch);
  if (stage === 'rejected')
    return (
      <Alert
        color="var(--tl-negative)"
        className={styles.refused}
        icon={<IconAlertTriangle aria-hidden />}
        title={t('detail.rejectedTitle')}
      >
        {dispatch.rejected && t(`failures:${dispatch.rejected}`)}
      </Alert>
    );
  if (stage === 'pending' || stage === 'cancelling')
    return (
      <Alert color="indigo" icon={<IconCloudUp aria-hidden />} title={t(`detail.${stage}Title`)}>
        {t(`detail.${stage}Text`)}
      </Alert>
    );
  if (stage === 'attention')
    return (
      <Alert
        color="var(--tl-warning)"
        className={styles.held}
        icon={<IconHelpCircle aria-hidden />}
        title={t('detail.attentionTitle', { count: dispatch.counts.uncertain })}
      >
        {t('detail.attentionText')}
        <Button variant="default" size="compact-xs" className={styles.look} onClick={onLook}>
          {t('detail.look')}
        </Button>
      </Alert>
    );
  if (stage === 'blocked')
    return (
      <Alert color="gray" icon={<IconUserOff aria-hidden />} title={t('detail.blockedTitle')}>
        {t('detail.blockedText')}
      </Alert>
    );
  if (!waits) return null;
  return (
    <Alert color="var(--tl-warning)" className={styles.held} icon={<IconClockPause aria-hidden />} title={words(waits)}>
      {t(`waitsHelp.${waits.what}`)}
    </Alert>
  );
}
