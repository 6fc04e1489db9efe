import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import type { RefusedCommand } from '../replica/desk/own-command.ts';
import type { Desk } from '../replica/desk.ts';
import { CommandLine } from './CommandLine.tsx';
import { CorrectValue } from './CorrectValue.tsx';
import styles from './refused-drawer.module.css';

type Props = Readonly<{
  command: RefusedCommand;
  desk: Pick<Desk, 'retryRefused' | 'correctRefused' | 'members$'>;
  onDiscard: () => void;
  onFind: (user: string) => void;
}>;

/** One command that did not go through: what it was, why, what waits for it, and what can be done. */
export function RefusedEntry({ command, desk, onDiscard, onFind }: Props) {
  const { t } = useTranslation(['common', 'failures']);
  const format = useFormat();
  const [correcting, setCorrecting] = useState(false);
  const { id, code, refusedAt, held, correctable, first } = command;

  const correct = (to: string | undefined) => {
    setCorrecting(false);
    void desk.correctRefused(id, to);
  };
  return (
    <li className={styles.refusal}>
      <CommandLine command={command} />
      <p className={styles.reason}>
        {code === 'server.failed' || code === 'server.unreachable' ? t('refused.failedOver') : t(`failures:${code}`)}
        <small>{t('refused.since', { time: format.dateTime(refusedAt) })}</small>
      </p>
      {held.length > 0 && (
        <div className={styles.held}>
          <p>{t('refused.held', { count: held.length })}</p>
          <ul>
            {held.map((waiting) => (
              <li key={waiting.id}>
                <CommandLine command={waiting} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {correcting && correctable ? (
        <CorrectValue change={correctable} members$={desk.members$} onSave={correct} onCancel={() => setCorrecting(false)} />
      ) : (
        <div className={styles.actions}>
          <Button size="compact-sm" onClick={() => void desk.retryRefused(id)}>
            {t('refused.retry')}
          </Button>
          {correctable && (
            <Button size="compact-sm" variant="default" onClick={() => setCorrecting(true)}>
              {t('refused.correct')}
            </Button>
          )}
          {first && (
            <Button size="compact-sm" variant="default" onClick={() => onFind(first.user)}>
              {t('refused.find')}
            </Button>
          )}
          <Button size="compact-sm" variant="subtle" color="red" className={styles.last} onClick={onDiscard}>
            {t('refused.discard')}
          </Button>
        </div>
      )}
    </li>
  );
}
