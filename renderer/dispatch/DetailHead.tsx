import { Alert, Button, Group, Modal } from '@mantine/core';
import { IconAlertTriangle, IconCloudUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import type { DispatchView } from '../replica/desk.ts';
import styles from './dispatch-screen.module.css';
import { isCancellable, stageOf, waitingOf } from './dispatch-stage.ts';
import { StateBar } from './StateBar.tsx';
import sheet from './sheet.module.css';

type Props = Readonly<{ dispatch: DispatchView; onCancel: () => void }>;

/** When and by whom, how far, what stands in its way, and the brake. */
export function DetailHead({ dispatch, onCancel }: Props) {
  const { t } = useTranslation('dispatch');
  const format = useFormat();
  const [asking, ask] = useState(false);

  return (
    <>
      <header className={styles.head}>
        <div>
          <h2 className={styles.title}>{t('detail.title', { time: format.dateTime(dispatch.at) })}</h2>
          <span className={sheet.quiet}>{dispatch.requestedBy}</span>
        </div>
        {isCancellable(dispatch) && (
          <Button variant="default" onClick={() => ask(true)}>
            {t('detail.cancel')}
          </Button>
        )}
      </header>
      {!dispatch.rejected && <StateBar counts={dispatch.counts} />}
      <Notice dispatch={dispatch} />
      <Modal opened={asking} onClose={() => ask(false)} title={t('cancel.title')} closeButtonProps={{ 'aria-label': t('cancel.no') }}>
        <p className={styles.ask}>{t('cancel.text', { count: waitingOf(dispatch.counts) })}</p>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" data-autofocus onClick={() => ask(false)}>
            {t('cancel.no')}
          </Button>
          <Button
            color="var(--tl-negative)"
            c="var(--tl-surface)"
            onClick={() => {
              ask(false);
              onCancel();
            }}
          >
            {t('cancel.yes', { count: waitingOf(dispatch.counts) })}
          </Button>
        </Group>
      </Modal>
    </>
  );
}

/** Said only where something waits or was refused. */
function Notice({ dispatch }: Readonly<{ dispatch: DispatchView }>) {
  const { t } = useTranslation(['dispatch', 'failures']);
  const stage = stageOf(dispatch);
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
  if (stage !== 'pending' && stage !== 'cancelling') return null;
  return (
    <Alert color="indigo" icon={<IconCloudUp aria-hidden />} title={t(`detail.${stage}Title`)}>
      {t(`detail.${stage}Text`)}
    </Alert>
  );
}
