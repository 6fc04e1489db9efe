import { Button } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TestSend } from '../../../contract/sending.ts';
import type { DispatchPlan } from '../../replica/desk/dispatch-plan.ts';
import type { Composed, Desk } from '../../replica/desk.ts';
import { DeskError } from '../../replica/desk-error.ts';
import { useUiStore } from '../../ui-state/store.ts';
import type { KnownSending } from '../use-sending.ts';
import { AskLeave } from './AskLeave.tsx';
import { ConfirmSend } from './ConfirmSend.tsx';
import { CostLine } from './CostLine.tsx';
import { isWorthKeeping, type WrongMessage } from './message-state.ts';
import { leftOutOf } from './plan-people.ts';
import styles from './send-bar.module.css';
import { TestSendButton } from './TestSendButton.tsx';
import { useComposeKeys } from './use-compose-keys.ts';

type Props = Readonly<{
  desk: Desk;
  /** Absent while it is not known who gets what, or something is wrong with what was written. */
  plan: DispatchPlan | undefined;
  /** The plan as of now: what is confirmed is what is known then. */
  planAgain: () => Promise<DispatchPlan | undefined>;
  /** What has to be put right before it can be sent. */
  wrong: WrongMessage | undefined;
  /** What the plan was made from. */
  composed: Composed | undefined;
  sending: KnownSending;
  offline: boolean;
  onCancel: () => void;
  onSent: (dispatchId: string) => void;
}>;

type ToConfirm = Readonly<{
  plan: DispatchPlan;
  composed: Composed;
  /** How many it said when sending was asked for. */
  before: number;
}>;

/** The counts and the cost, always in sight, and the way to the confirmation. */
export function SendBar({ desk, plan, planAgain, wrong, composed, sending, offline, onCancel, onSent }: Props) {
  const { t } = useTranslation('dispatch');
  const [asked, ask] = useState<ToConfirm>();
  const [failed, setFailed] = useState<'failed' | 'changed'>();
  const [leaving, leave] = useState(false);
  const sendable = plan?.sendable ?? 0;
  const asking = asked && asked.composed === composed ? asked : undefined; // never of what has been changed since
  const confirm = async () => {
    if (!plan || !composed || sendable === 0) return;
    setFailed(undefined);
    const present = await planAgain();
    if (present && present.sendable > 0) ask({ plan: present, composed, before: plan.sendable });
  };
  const goBack = () => (isWorthKeeping(useUiStore.getState().written) ? leave(true) : onCancel());
  useComposeKeys({ send: () => void confirm(), leave: goBack });

  const send = async (anyway: boolean) => {
    ask(undefined);
    if (!asking) return;
    try {
      const { dispatchId } = await desk.requestDispatch(asking.plan, { ...asking.composed, ...(anyway && { anyway }) });
      onSent(dispatchId);
    } catch (error) {
      setFailed(error instanceof DeskError && error.code === 'dispatch.unknown' ? 'changed' : 'failed');
    }
  };

  return (
    <footer className={styles.bar} data-foot>
      {failed && (
        <span role="alert" className={styles.failed}>
          {t(`compose.${failed}`)}
        </span>
      )}
      {plan && plan.people > 0 && !failed && (
        <div className={styles.sums} aria-live="polite">
          <strong>{t('compose.summary', { count: plan.sendable, left: leftOutOf(plan) })}</strong>
          <CostLine desk={desk} people={plan.sendable} sending={sending} />
        </div>
      )}
      {wrong && !failed && (
        <span className={styles.failed} aria-live="polite">
          {t(`compose.wrong.${wrong}`)}
        </span>
      )}
      <span className={styles.barActions}>
        <TestSendButton desk={desk} test={testOf(plan, composed)} sending={sending} offline={offline} />
        <Button variant="default" size="sm" onClick={goBack}>
          {t('compose.cancel')}
        </Button>
        <Button
          size="sm"
          leftSection={<IconSend size={16} aria-hidden />}
          disabled={!sendable}
          title={t('compose.sendKey')}
          aria-keyshortcuts="Control+Enter Meta+Enter"
          onClick={() => void confirm()}
        >
          {sendable ? t('compose.send', { count: sendable }) : t('compose.sendNothing')}
        </Button>
      </span>
      <ConfirmSend
        desk={desk}
        plan={asking?.plan}
        composed={asking?.composed}
        before={asking?.before}
        sending={sending}
        offline={offline}
        onConfirm={(anyway) => void send(anyway)}
        onClose={() => ask(undefined)}
      />
      <AskLeave opened={leaving} onLeave={onCancel} onClose={() => leave(false)} />
    </footer>
  );
}

/** What the first who can be reached would get. */
function testOf(plan: DispatchPlan | undefined, composed: Composed | undefined): TestSend | undefined {
  if (!plan?.first || !composed) return undefined;
  const text = composed.text?.trim();
  return { productIds: [...plan.first], ...(text && { text }) };
}
