import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './conflicts.module.css';
import type { Inbox } from './use-inbox.ts';

/** What can be done with everything that is ticked. */
export function SelectionBar({ inbox: { ticked, settleHere, clear } }: Readonly<{ inbox: Inbox }>) {
  const { t } = useTranslation('conflicts');
  return (
    <div className={styles.selection} role="toolbar" aria-label={t('selected', { count: ticked.size })}>
      <span>{t('selected', { count: ticked.size })}</span>
      <Button size="compact-sm" onClick={() => settleHere('lost')}>
        {t('reapply')}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => settleHere('standing')}>
        {t('keep')}
      </Button>
      <Button size="compact-sm" variant="subtle" onClick={clear}>
        {t('clear')}
      </Button>
    </div>
  );
}
