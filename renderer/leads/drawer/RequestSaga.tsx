import { IconCheck, IconHelpCircle, IconSend, IconX, type TablerIcon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ruleWords } from '../../i18n/rule-words.ts';
import { useFormat } from '../../i18n/use-format.ts';
import type { Tone } from '../../parts/Pill.tsx';
import type { SagaStep } from '../../replica/requests/request-saga.ts';
import styles from './saga.module.css';

const iconPx = 13;
const shownOfTrace = 8;

const outcomes: Readonly<Record<'approve' | 'refuse' | 'review', Readonly<{ icon: TablerIcon; tone: Tone }>>> = {
  approve: { icon: IconCheck, tone: 'positive' },
  refuse: { icon: IconX, tone: 'negative' },
  review: { icon: IconHelpCircle, tone: 'warning' },
};

type Props = Readonly<{ /** The request's event id: the one thread through all of it. */ trace: string; steps: readonly SagaStep[] }>;

/** What became of a request: decided by whom and why, told to the chat, and whether its client has it. */
export function RequestSaga({ trace, steps }: Props) {
  const { t } = useTranslation('leads');
  if (steps.length === 0) return null;
  return (
    <div className={styles.saga}>
      <ol className={styles.steps} aria-label={t('saga.title')}>
        {steps.map((step) => (
          <Step key={step.id} step={step} />
        ))}
      </ol>
      <p className={styles.trace} title={trace}>
        {t('saga.trace', { trace: trace.slice(-shownOfTrace) })}
      </p>
    </div>
  );
}

function Step({ step }: Readonly<{ step: SagaStep }>) {
  const { icon: Icon, tone } = step.kind === 'decided' ? outcomes[step.decision.outcome] : { icon: IconSend, tone: 'neutral' as const };
  return (
    <li className={styles.step} data-tone={tone}>
      <Icon className={styles.icon} size={iconPx} stroke={2} aria-hidden />
      {step.kind === 'decided' ? <Decision step={step} /> : <Told step={step} />}
    </li>
  );
}

function Decision({ step: { decision, at } }: Readonly<{ step: Extract<SagaStep, { kind: 'decided' }> }>) {
  const { t } = useTranslation('leads');
  const { t: review } = useTranslation('review');
  const format = useFormat();
  const byRule = decision.by === 'system';
  const by = byRule ? t('timeline.system') : decision.by;
  const words = decision.words?.map((word) => `‘${word}’`).join(' ');
  const again = byRule && decision.commandId !== undefined && t('saga.again');
  const version = byRule && t('saga.version', { version: decision.version });
  return (
    <div>
      <p className={styles.line}>
        {t(`timeline.decided.${decision.outcome}`)} <time className={styles.quiet}>{format.dateTime(at)}</time>
      </p>
      <p className={styles.quiet}>{[by, again, ruleWords(decision.rule, review), words, version].filter(Boolean).join(' · ')}</p>
    </div>
  );
}

function Told({ step: { requestType, delivery } }: Readonly<{ step: Extract<SagaStep, { kind: 'told' }> }>) {
  const { t } = useTranslation('leads');
  const format = useFormat();
  const words =
    delivery.state === 'acknowledged' ? t('saga.acknowledged', { at: format.dateTime(delivery.at) }) : t(`saga.${delivery.state}`);
  return (
    <div>
      <p className={styles.line}>{t(requestType === '1' ? 'saga.toldApproved' : 'saga.toldRefused')}</p>
      <p className={styles.quiet}>{words}</p>
    </div>
  );
}
