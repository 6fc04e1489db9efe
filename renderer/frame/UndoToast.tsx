import { CloseButton, UnstyledButton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
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
  if (notice.kind === 'done') return <span>{t('common:undo.done', { count: notice.done.leads })}</span>;
  if (notice.kind === 'failed') return <span>{t(`failures:${notice.code}`)}</span>;
  return <span>{t(`common:undo.${notice.kind}`)}</span>;
}
