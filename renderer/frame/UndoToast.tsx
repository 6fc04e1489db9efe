import { CloseButton, UnstyledButton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeName, changeSentence } from '../i18n/describe-change.ts';
import type { Undoable } from '../ui-state/undo-slice.ts';
import styles from './undo-toast.module.css';
import type { UndoNotice } from './use-undo.ts';

/** Long enough to read and reach it; it waits while pointed at. */
const shownMs = 8_000;

type Props = Readonly<{ notice: UndoNotice | undefined; onUndo: () => void; onClose: () => void }>;

/** What was just done, with the way back beside it. */
export function UndoToast({ notice, onUndo, onClose }: Props) {
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
          {notice.kind === 'done' && (
            <UnstyledButton className={styles.action} onClick={onUndo}>
              {t('undo.action')}
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
  const what = useWhat();
  if (notice.kind === 'failed') return <span>{t(`failures:${notice.code}`)}</span>;
  if (notice.kind === 'nothing') return <span>{t('common:undo.nothing')}</span>;
  const { leads, changes } = notice.done;
  const words = t(`common:undo.${notice.kind}`, { what: what(notice.kind, changes), count: leads });
  return (
    <span className={styles.words} title={words}>
      {words}
    </span>
  );
}

/** The change in words: done is told, undone is named. Several at once are told by the first and how many more. */
function useWhat(): (kind: 'done' | 'undone', changes: Undoable['changes']) => string {
  const { t } = useTranslation('leads');
  const { t: common } = useTranslation('common');
  return (kind, [first, ...rest]) => {
    if (!first) return '';
    const what = kind === 'done' ? changeSentence(first, t) : changeName(first, t);
    return rest.length > 0 ? common('undo.more', { what, count: rest.length }) : what;
  };
}
