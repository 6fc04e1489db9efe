import { Button, Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import type { RefusedCommand } from '../replica/desk.ts';
import styles from './refused-drawer.module.css';

type Props = Readonly<{ opened: boolean; refused: readonly RefusedCommand[]; onDismiss: (id: string) => void; onClose: () => void }>;

/** What the server refused, with its reason, until somebody has read it: never silently dropped (I6). */
export function RefusedDrawer({ opened, refused, onDismiss, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Drawer opened={opened} onClose={onClose} title={t('refused.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      {refused.length === 0 ? (
        <EmptyState title={t('refused.empty')} />
      ) : (
        <>
          <p className={styles.explain}>{t('refused.explain')}</p>
          <ul className={styles.list}>
            {refused.map((command) => (
              <Refusal key={command.id} command={command} onDismiss={onDismiss} />
            ))}
          </ul>
        </>
      )}
    </Drawer>
  );
}

function Refusal({ command, onDismiss }: Readonly<{ command: RefusedCommand; onDismiss: (id: string) => void }>) {
  const { t, i18n } = useTranslation(['common', 'failures']);
  const format = useFormat();
  const act = `acts.${command.kind}`;
  return (
    <li className={styles.refusal}>
      <div>
        <strong>{i18n.exists(act) ? t(act as 'acts.undo') : command.kind}</strong>
        <p>{t(`failures:${command.code}`)}</p>
        <small>{t('refused.at', { time: format.dateTime(command.issuedAt) })}</small>
      </div>
      <Button variant="default" onClick={() => onDismiss(command.id)}>
        {t('refused.dismiss')}
      </Button>
    </li>
  );
}
