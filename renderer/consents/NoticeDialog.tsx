import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMomentCalendar } from '../i18n/use-calendar.ts';
import { MomentField } from '../parts/MomentField.tsx';
import type { ConsentTaskRow } from '../replica/consents/consent-task.ts';
import type { Desk } from '../replica/desk.ts';
import styles from './consents.module.css';
import { useMayAlimTalk } from './use-may-alim-talk.ts';
import { WordsToSend } from './WordsToSend.tsx';

type Props = Readonly<{
  desk: Pick<Desk, 'policy$' | 'sending$' | 'noteNotices' | 'sendNotices'>;
  rows: readonly ConsentTaskRow[];
  /** When it was opened, epoch ms: somebody tells first and notes it then. */
  now: number;
  onDone: (stored: Promise<void>) => void;
  onClose: () => void;
}>;

/** What to tell them, and that they were told. It cannot be taken back, so it is asked for here and never by a single key. */
export function NoticeDialog({ desk, rows, now, onDone, onClose }: Props) {
  const { t } = useTranslation('consents');
  const calendar = useMomentCalendar();
  const [at, setAt] = useState(now);
  const byAlimTalk = useMayAlimTalk(desk);
  const isAhead = at > Date.now();
  const note = () => onDone(desk.noteNotices(rows.map(({ userId, word }) => ({ userId, consentFactId: word.factId, at }))));
  const send = () => onDone(desk.sendNotices(rows.map(({ userId, word }) => ({ userId, consentFactId: word.factId }))));
  return (
    <div className={styles.form}>
      <p className={styles.quiet}>{t('notice.explain')}</p>
      <WordsToSend desk={desk} rows={rows} />
      <MomentField
        label={t('notice.at')}
        calendar={calendar}
        format={t('format')}
        value={at}
        latest={now}
        error={isAhead ? t('notice.past') : undefined}
        onChange={setAt}
      />
      <p className={styles.quiet}>{t('notice.kept')}</p>
      {byAlimTalk && <p className={styles.quiet}>{t('notice.alimTalk')}</p>}
      <Group justify="flex-end">
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('notice.no')}
        </Button>
        {byAlimTalk && (
          <Button variant="light" onClick={send}>
            {t('notice.send', { count: rows.length })}
          </Button>
        )}
        <Button disabled={isAhead} onClick={note}>
          {t('notice.yes', { count: rows.length })}
        </Button>
      </Group>
    </div>
  );
}
