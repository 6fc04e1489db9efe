import { CloseButton, UnstyledButton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUiStore } from '../ui-state/store.ts';
import styles from './conflict-notice.module.css';
import { notedConflicts } from './noted-conflicts.ts';

/** Long enough to be noticed by one who is at work elsewhere; the badge stays. */
const shownMs = 15_000;

/** Says once that values of mine were overwritten meanwhile, with the way to them; it covers nothing and takes no focus. */
export function ConflictNotice({ mine }: Readonly<{ mine: number | undefined }>) {
  const { t } = useTranslation(['conflicts', 'common']);
  const atInbox = useUiStore(({ screen, activityTab }) => screen === 'activity' && activityTab === 'conflicts');
  const [noted, note] = useState({ known: 0, told: 0 });
  const next = notedConflicts(noted, mine, atInbox);
  if (next !== noted) note(next);

  useEffect(() => {
    if (next.told === 0) return;
    const timer = setTimeout(() => note({ ...next, told: 0 }), shownMs);
    return () => clearTimeout(timer);
  }, [next]);

  return (
    <div className={styles.place} role="status">
      {next.told > 0 && (
        <div className={styles.notice}>
          <span>{t('notice.text', { count: next.told })}</span>
          <UnstyledButton className={styles.action} onClick={() => useUiStore.getState().showActivity('conflicts')}>
            {t('notice.action')}
          </UnstyledButton>
          <CloseButton size="sm" aria-label={t('common:close')} onClick={() => note({ ...next, told: 0 })} />
        </div>
      )}
    </div>
  );
}
