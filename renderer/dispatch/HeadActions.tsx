import { Button, Group, Modal } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemPage } from '../replica/desk/item-page.ts';
import type { Desk, DispatchView, ItemView } from '../replica/desk.ts';
import styles from './dispatch-screen.module.css';
import { isCancellable, waitingOf } from './dispatch-stage.ts';
import { SaveResults } from './results/SaveResults.tsx';
import { isPausable, isPaused } from './waits-for.ts';

type Acts = Pick<Desk, 'pauseDispatch' | 'resumeDispatch' | 'resendFailed' | 'cancelDispatch' | 'recordExport' | 'items$'>;
type Props = Readonly<{
  desk: Acts;
  dispatch: DispatchView;
  /** Absent until it is known who is in it. */
  items: Pick<ItemPage<ItemView>, 'everybody' | 'resendable'> | undefined;
  /** Another dispatch took over those who got nothing. */
  onResent: (dispatchId: string) => void;
}>;

type Question = 'cancel' | 'resend';

/** The brakes, the results as a file, and, once it has ended, those who surely got nothing once more. */
export function HeadActions({ desk, dispatch, items, onResent }: Props) {
  const { t } = useTranslation('dispatch');
  const [asked, ask] = useState<Question>();
  const refused = dispatch.parts?.refused?.people ?? 0; // the server has no dispatch of theirs to send again
  const resendable = dispatch.pending || !items ? 0 : items.resendable - refused;
  const isOver = !isCancellable(dispatch) && !isPausable(dispatch);
  const resend = async () => onResent((await desk.resendFailed(dispatch.id)).dispatchId);

  return (
    <div className={styles.actions}>
      {isPausable(dispatch) && (
        <Button
          variant="default"
          leftSection={<IconPlayerPause size={15} aria-hidden />}
          onClick={() => void desk.pauseDispatch(dispatch.id)}
        >
          {t('detail.pause')}
        </Button>
      )}
      {isPaused(dispatch) && (
        <Button leftSection={<IconPlayerPlay size={15} aria-hidden />} onClick={() => void desk.resumeDispatch(dispatch.id)}>
          {t('detail.resume')}
        </Button>
      )}
      {isCancellable(dispatch) && (
        <Button variant="default" onClick={() => ask('cancel')}>
          {t('detail.cancel')}
        </Button>
      )}
      {isOver && resendable > 0 && (
        <Button variant="default" leftSection={<IconRefresh size={15} aria-hidden />} onClick={() => ask('resend')}>
          {t('detail.resend', { count: resendable })}
        </Button>
      )}
      {!dispatch.pending && !dispatch.rejected && <SaveResults desk={desk} dispatch={dispatch} people={items?.everybody ?? 0} />}
      <Ask
        question={asked}
        count={asked === 'resend' ? resendable : waitingOf(dispatch.counts)}
        onClose={() => ask(undefined)}
        onYes={() => {
          ask(undefined);
          void (asked === 'resend' ? resend() : desk.cancelDispatch(dispatch.id));
        }}
      />
    </div>
  );
}

type AskProps = Readonly<{ question: Question | undefined; count: number; onYes: () => void; onClose: () => void }>;

/** What cannot be taken back is asked about first, with its number. */
function Ask({ question, count, onYes, onClose }: AskProps) {
  const { t } = useTranslation('dispatch');
  const dangerous = question === 'cancel' && { color: 'var(--tl-negative)', c: 'var(--tl-surface)' };
  return (
    <Modal
      opened={question !== undefined}
      onClose={onClose}
      title={question && t(`${question}.title`)}
      closeButtonProps={{ 'aria-label': t('cancel.no') }}
    >
      {question && (
        <>
          <p className={styles.ask}>{t(`${question}.text`, { count })}</p>
          <Group justify="flex-end" mt="lg">
            <Button variant="default" data-autofocus onClick={onClose}>
              {t(`${question}.no`)}
            </Button>
            <Button {...dangerous} onClick={onYes}>
              {t(`${question}.yes`, { count })}
            </Button>
          </Group>
        </>
      )}
    </Modal>
  );
}
