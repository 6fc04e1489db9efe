import { Alert, Button, Group, SegmentedControl, Textarea } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { textLimit } from '../../contract/text.ts';
import { useMomentCalendar } from '../i18n/use-calendar.ts';
import { MomentField } from '../parts/MomentField.tsx';
import type { ConsentTaskRow } from '../replica/consents/consent-task.ts';
import type { Desk } from '../replica/desk.ts';
import styles from './consents.module.css';
import { WordsToSend } from './WordsToSend.tsx';

type Props = Readonly<{
  desk: Pick<Desk, 'policy$' | 'reconfirmConsents'>;
  rows: readonly ConsentTaskRow[];
  now: number;
  onDone: (stored: Promise<void>) => void;
  onClose: () => void;
}>;

/** What to ask them, and what they answered, with what proves it. */
export function ReconfirmDialog({ desk, rows, now, onDone, onClose }: Props) {
  const { t } = useTranslation('consents');
  const calendar = useMomentCalendar();
  const [at, setAt] = useState(now);
  const [kept, setKept] = useState(true);
  const [evidence, setEvidence] = useState('');
  const isAhead = at > Date.now();
  const note = () =>
    onDone(
      desk.reconfirmConsents(
        rows.map(({ userId, word: { purpose, channel } }) => ({ userId, purpose, channel, at, kept, evidence: evidence.trim() })),
      ),
    );
  return (
    <div className={styles.form}>
      <p className={styles.quiet}>{t('reconfirm.explain')}</p>
      <WordsToSend desk={desk} rows={rows} />
      <div className={styles.answer}>
        <span className={styles.label}>{t('reconfirm.answer')}</span>
        <SegmentedControl
          aria-label={t('reconfirm.answer')}
          value={kept ? 'kept' : 'withdrawn'}
          onChange={(value) => setKept(value === 'kept')}
          data={[
            { value: 'kept', label: t('reconfirm.kept') },
            { value: 'withdrawn', label: t('reconfirm.withdrawn') },
          ]}
        />
      </div>
      {!kept && (
        <Alert color="var(--tl-warning)" className={styles.warning} icon={<IconAlertTriangle aria-hidden />}>
          {t('reconfirm.withdraws')}
        </Alert>
      )}
      <MomentField
        label={t('reconfirm.at')}
        calendar={calendar}
        format={t('format')}
        value={at}
        latest={now}
        error={isAhead ? t('notice.past') : undefined}
        onChange={setAt}
      />
      <Textarea
        required
        autosize
        minRows={2}
        maxRows={6}
        maxLength={textLimit}
        label={t('reconfirm.evidence')}
        description={t('reconfirm.evidenceHelp')}
        placeholder={t('reconfirm.evidencePlaceholder')}
        value={evidence}
        onChange={(event) => setEvidence(event.currentTarget.value)}
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('notice.no')}
        </Button>
        <Button disabled={isAhead || evidence.trim() === ''} onClick={note}>
          {t('reconfirm.yes', { count: rows.length })}
        </Button>
      </Group>
    </div>
  );
}
