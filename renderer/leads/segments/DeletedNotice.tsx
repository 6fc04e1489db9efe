import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeletedSegment } from '../../replica/desk/segment-view.ts';
import styles from './segments.module.css';

/** Long enough to read and reach it. */
const shownMs = 12_000;

type Props = Readonly<{ deleted: DeletedSegment | undefined; onUndo: (deleted: DeletedSegment) => void; onClose: () => void }>;

/** What was just deleted, with the way back beside it. */
export function DeletedNotice({ deleted, onUndo, onClose }: Props) {
  const { t } = useTranslation('leads');
  useEffect(() => {
    if (!deleted) return;
    const timer = setTimeout(onClose, shownMs);
    return () => clearTimeout(timer);
  }, [deleted, onClose]);

  return (
    <span role="status" className={styles.deleted}>
      {deleted && (
        <>
          {t('segments.deleted', { name: deleted.segment.name })}
          <Button variant="default" size="compact-xs" onClick={() => onUndo(deleted)}>
            {t('segments.undo')}
          </Button>
        </>
      )}
    </span>
  );
}
