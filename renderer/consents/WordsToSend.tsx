import { ActionIcon, Alert, Anchor, Button, CopyButton } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconChevronLeft, IconChevronRight, IconCopy } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reconfirmNotice, resultNotice } from '../../domain/consent/notice-words.ts';
import { messageSender } from '../../domain/dispatching/message-sender.ts';
import { useStream } from '../parts/use-stream.ts';
import type { ConsentTaskRow } from '../replica/consents/consent-task.ts';
import type { Desk } from '../replica/desk.ts';
import { useUiStore } from '../ui-state/store.ts';
import styles from './consents.module.css';

type Props = Readonly<{ desk: Pick<Desk, 'policy$'>; rows: readonly ConsentTaskRow[] }>;

/** Between the words for one person and the next, where all are copied. */
const parting = '\n\n----\n\n';

/** What each of them is to be told, filled with who sends, what they said and when; to be copied one by one or all. */
export function WordsToSend({ desk, rows }: Props) {
  const { t } = useTranslation('consents');
  const policy = useStream(useMemo(() => desk.policy$('sending'), [desk]));
  const [step, setStep] = useState(0);
  if (policy?.rules.id !== 'sending') return null;
  const sender = messageSender(policy.rules);
  const texts = rows.map(({ kind, name, word }) =>
    (kind === 'notice' ? resultNotice : reconfirmNotice)({ sender, word, ...(name !== undefined && { name }) }),
  );
  const shown = Math.min(step, texts.length - 1);
  return (
    <section aria-label={t('words.label')}>
      {sender.name === undefined && <Unnamed />}
      {texts.length > 1 && <Steps shown={shown} total={texts.length} onStep={setStep} />}
      <p className={styles.words}>{texts[shown]}</p>
      <div className={styles.copies}>
        <Copy text={texts[shown] ?? ''} words={t('words.copy')} />
        {texts.length > 1 && <Copy text={texts.join(parting)} words={t('words.copyAll', { count: texts.length })} />}
      </div>
    </section>
  );
}

function Steps({ shown, total, onStep }: Readonly<{ shown: number; total: number; onStep: (step: number) => void }>) {
  const { t } = useTranslation('consents');
  return (
    <div className={styles.steps}>
      <ActionIcon size="sm" aria-label={t('words.previous')} disabled={shown === 0} onClick={() => onStep(shown - 1)}>
        <IconChevronLeft size={15} aria-hidden />
      </ActionIcon>
      <span>{t('words.step', { index: shown + 1, total })}</span>
      <ActionIcon size="sm" aria-label={t('words.next')} disabled={shown === total - 1} onClick={() => onStep(shown + 1)}>
        <IconChevronRight size={15} aria-hidden />
      </ActionIcon>
    </div>
  );
}

function Copy({ text, words }: Readonly<{ text: string; words: string }>) {
  const { t } = useTranslation('consents');
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
          onClick={copy}
        >
          {copied ? t('words.copied') : words}
        </Button>
      )}
    </CopyButton>
  );
}

/** Without the sender's name no notice is one. */
function Unnamed() {
  const { t } = useTranslation('consents');
  const showSettings = useUiStore((state) => state.showSettings);
  return (
    <Alert className={styles.warning} color="var(--tl-warning)" icon={<IconAlertTriangle aria-hidden />}>
      {t('words.unnamed')}{' '}
      <Anchor component="button" type="button" inherit onClick={() => showSettings('sending')}>
        {t('words.toSettings')}
      </Anchor>
    </Alert>
  );
}
