import { CloseButton, UnstyledButton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeName, changeSentence } from '../i18n/describe-change.ts';
import type { Undoable } from '../ui-state/undo-slice.ts';
import styles from './undo-toast.module.css';
import type { UndoNotice } from './use-undo.ts';

/** Long enough to read and reach it; it waits while pointed at. */
const shownMs = 8_000;

type Props = Readonly<{ notice: UndoNotice | undefined; onUndo: () => void; onRedo: () => void; onClose: () => void }>;

/** What was just done, undone or redone, with the way back beside it. */
export function UndoToast({ notice, onUndo, onRedo, onClose }: Props) {
  const { t } = useTranslation();
  const [held, setHeld] = useState(false);

  useEffect(() => {
    if (!notice || held) return;
    const timer = setTimeout(onClose, shownMs);
    return () => clearTimeout(timer);
  }, [notice, held, onClose]);

  return (
    <div className={styles.place} role="status">
      {notice && (
        <div className={styles.toast} onPointerEnter={() => setHeld(true)} onPointerLeave={() => setHeld(false)}>
          <UndoWords notice={notice} />
          {notice.kind === 'did' && (
            <UnstyledButton className={styles.action} onClick={notice.back === 'undo' ? onUndo : onRedo}>
              {t(notice.done.way === 'undid' ? 'undo.redo' : 'undo.action')}
            </UnstyledButton>
          )}
          <CloseButton size="sm" aria-label={t('close')} onClick={onClose} className={styles.close} />
        </div>
      )}
    </div>
  );
}

function UndoWords({ notice }: Readonly<{ notice: UndoNotice }>) {
  const { t } = useTranslation(['common', 'failures']);
  const { t: conflicts } = useTranslation('conflicts');
  const what = useWhat();
  if (notice.kind === 'failed') return <span>{t(`failures:${notice.code}`)}</span>;
  if (notice.kind === 'nothing') return <span>{t(notice.back === 'undo' ? 'common:undo.nothing' : 'common:undo.nothingToRedo')}</span>;
  const { leads, leftAlone = 0, way = 'done', settled, policy, decided } = notice.done;
  if (policy) return <span className={styles.words}>{t(`common:undo.policy.${policy}.${way}`)}</span>;
  const done = settled
    ? conflicts(`${way === 'undid' ? 'undone' : 'did'}.${settled}`, { count: leads })
    : decided
      ? t(`common:undo.requests.${way}`, { what: t(`common:undo.decided.${decided}`), count: leads })
      : t(`common:undo.${way}`, { what: what(notice.done), count: leads });
  const words = leftAlone > 0 ? `${done} · ${t('common:undo.leftAlone', { count: leftAlone })}` : done;
  return (
    <span className={styles.words} title={words}>
      {words}
    </span>
  );
}

/** The change in words: done is told, undone is named. Several at once are told by the first and how many more. */
function useWhat(): (done: Undoable) => string {
  const { t } = useTranslation('leads');
  const { t: common } = useTranslation('common');
  return ({ way, changes: [first, ...rest] }) => {
    if (!first) return '';
    const what = way === undefined ? changeSentence(first, t) : changeName(first, t);
    return rest.length > 0 ? common('undo.more', { what, count: rest.length }) : what;
  };
}
