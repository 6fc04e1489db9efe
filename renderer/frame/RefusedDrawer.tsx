import { Button, Drawer } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../parts/EmptyState.tsx';
import type { RefusedCommand } from '../replica/desk/own-command.ts';
import type { Desk } from '../replica/desk.ts';
import { RefusedEntry } from './RefusedEntry.tsx';
import styles from './refused-drawer.module.css';

const widthPx = 480;

type Props = Readonly<{
  opened: boolean;
  refused: readonly RefusedCommand[];
  desk: Pick<Desk, 'retryRefused' | 'correctRefused' | 'dismissRefused' | 'restoreRefused' | 'members$'>;
  onFind: (user: string) => void;
  onClose: () => void;
}>;

/** What did not go through, with its reason, until a person has retried, corrected or discarded it: never silently dropped (I6). */
export function RefusedDrawer({ opened, onClose, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <Drawer opened={opened} onClose={onClose} size={widthPx} title={t('refused.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <Entries {...rest} />
    </Drawer>
  );
}

/** What was discarded stays in its place, with the way back, until the drawer is closed. */
function Entries({ refused, desk, onFind }: Omit<Props, 'opened' | 'onClose'>) {
  const { t } = useTranslation();
  const [discarded, setDiscarded] = useState<readonly RefusedCommand[]>([]);
  const gone = discarded.filter(({ id }) => !refused.some((command) => command.id === id));
  const shown = [...refused, ...gone].sort((a, b) => (a.id < b.id ? -1 : 1));

  const discard = (command: RefusedCommand) => {
    setDiscarded((before) => [...before.filter(({ id }) => id !== command.id), command]);
    void desk.dismissRefused(command.id);
  };
  if (shown.length === 0) return <EmptyState title={t('refused.empty')} />;
  return (
    <>
      <p className={styles.explain}>{t('refused.explain')}</p>
      <ul className={styles.list}>
        {shown.map((command) =>
          gone.includes(command) ? (
            <li key={command.id} className={styles.discarded}>
              <span>{t('refused.discarded')}</span>
              <Button variant="subtle" size="compact-sm" onClick={() => void desk.restoreRefused(command.id)}>
                {t('refused.restore')}
              </Button>
            </li>
          ) : (
            <RefusedEntry key={command.id} command={command} desk={desk} onDiscard={() => discard(command)} onFind={onFind} />
          ),
        )}
      </ul>
    </>
  );
}
