import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { TickedBar } from '../../parts/work-list/TickedBar.tsx';
import type { Inbox } from './use-inbox.ts';

/** What can be done with everything that is ticked. */
export function SelectionBar({ inbox: { ticked, settleHere, clear } }: Readonly<{ inbox: Inbox }>) {
  const { t } = useTranslation('conflicts');
  return (
    <TickedBar count={t('selected', { count: ticked.size })} clear={t('clear')} onClear={clear}>
      <Button size="compact-sm" onClick={() => settleHere('lost')}>
        {t('reapply')}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => settleHere('standing')}>
        {t('keep')}
      </Button>
    </TickedBar>
  );
}
