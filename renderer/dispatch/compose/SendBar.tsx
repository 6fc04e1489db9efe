import { Button } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Composed, Desk, DispatchPlan } from '../../replica/desk.ts';
import { ConfirmSend } from './ConfirmSend.tsx';
import styles from './compose.module.css';
import { leftOutOf } from './plan-people.ts';

type Props = Readonly<{
  desk: Desk;
  /** Absent while it is not known who gets what. */
  plan: DispatchPlan | undefined;
  /** What the plan was made from. */
  composed: Composed;
  offline: boolean;
  onCancel: () => void;
  onSent: (dispatchId: string) => void;
}>;

/** The counts, always in sight, and the way to the confirmation. */
export function SendBar({ desk, plan, composed, offline, onCancel, onSent }: Props) {
  const { t } = useTranslation('dispatch');
  const [asked, ask] = useState<DispatchPlan>();
  const [failed, setFailed] = useState(false);
  const sendable = plan?.sendable ?? 0;

  const send = async (confirmed: DispatchPlan, anyway: boolean) => {
    ask(undefined);
    try {
      const { dispatchId } = await desk.requestDispatch(confirmed, { ...composed, ...(anyway && { anyway }) });
      onSent(dispatchId);
    } catch {
      setFailed(true);
    }
  };

  return (
    <footer className={styles.bar}>
      {failed && (
        <span role="alert" className={styles.failed}>
          {t('compose.failed')}
        </span>
      )}
      {plan && plan.recipients.length > 0 && !failed && (
        <span aria-live="polite">{t('compose.summary', { count: plan.sendable, left: leftOutOf(plan) })}</span>
      )}
      <span className={styles.barActions}>
        <Button variant="default" size="sm" onClick={onCancel}>
          {t('compose.cancel')}
        </Button>
        <Button size="sm" leftSection={<IconSend size={16} aria-hidden />} disabled={!sendable} onClick={() => ask(plan)}>
          {sendable ? t('compose.send', { count: sendable }) : t('compose.sendNothing')}
        </Button>
      </span>
      <ConfirmSend plan={asked} offline={offline} onConfirm={send} onClose={() => ask(undefined)} />
    </footer>
  );
}
