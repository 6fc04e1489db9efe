import { Alert, Button, Checkbox, Group, Modal } from '@mantine/core';
import { IconCloudOff, IconFlask } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import type { DispatchPlan } from '../../replica/desk/dispatch-plan.ts';
import type { Composed, Desk } from '../../replica/desk.ts';
import sheet from '../sheet.module.css';
import { useReason } from '../use-reason.ts';
import type { KnownSending } from '../use-sending.ts';
import { CostLine } from './CostLine.tsx';
import styles from './confirm-send.module.css';
import { leftOutOf } from './plan-people.ts';

type Props = Readonly<{
  desk: Pick<Desk, 'policy$'>;
  /** The plan to confirm; closed without one. */
  plan: DispatchPlan | undefined;
  /** What it was made from. */
  composed: Composed | undefined;
  /** How many could be sent to as the marketer last saw it. */
  before: number | undefined;
  sending: KnownSending;
  offline: boolean;
  /** `anyway`: also where the audience changes before it can leave. */
  onConfirm: (anyway: boolean) => void;
  onClose: () => void;
}>;

/** The last look: how many, what, when and what it costs once more, and whether it is the sandbox. */
export function ConfirmSend({ plan, before, offline, onConfirm, onClose, ...rest }: Props) {
  const { t } = useTranslation('dispatch');
  const [anyway, setAnyway] = useState(false);
  return (
    <Modal
      opened={plan !== undefined}
      onClose={onClose}
      title={t('confirm.title', { count: plan?.sendable ?? 0 })}
      closeButtonProps={{ 'aria-label': t('confirm.no') }}
    >
      {plan && (
        <>
          {before !== undefined && before !== plan.sendable && (
            <p className={styles.changed} role="status">
              {t('confirm.changed', { before, now: plan.sendable })}
            </p>
          )}
          <Counts plan={plan} offline={offline} {...rest} />
          {rest.sending.sandbox && (
            <Alert color="gray" icon={<IconFlask aria-hidden />} title={t('sandbox')} mt="md">
              {t('sandboxText')}
            </Alert>
          )}
          {offline && (
            <Alert color="var(--tl-warning)" className={styles.offline} icon={<IconCloudOff aria-hidden />} mt="sm">
              {t('confirm.offline')}
              <Checkbox
                className={styles.anyway}
                label={t('confirm.anyway')}
                description={t('confirm.anywayHelp')}
                checked={anyway}
                onChange={(event) => setAnyway(event.currentTarget.checked)}
              />
            </Alert>
          )}
          <p className={styles.recheck}>{t('confirm.recheck')}</p>
          <Group justify="flex-end" mt="lg">
            <Button variant="default" data-autofocus onClick={onClose}>
              {t('confirm.no')}
            </Button>
            <Button onClick={() => onConfirm(offline && anyway)}>{t('confirm.yes', { count: plan.sendable })}</Button>
          </Group>
        </>
      )}
    </Modal>
  );
}

/** Named where everybody gets the same; counted where each gets their own. */
function Products({ plan, isSame }: Readonly<{ plan: DispatchPlan; isSame: boolean }>) {
  const { t } = useTranslation('dispatch');
  if (!isSame && plan.products.length > 1) return t('confirm.each', { count: plan.products.length });
  return plan.products.map(({ id, name }) => <div key={id}>{name}</div>);
}

type CountsProps = Pick<Props, 'desk' | 'composed' | 'sending' | 'offline'> & Readonly<{ plan: DispatchPlan }>;

function Counts({ desk, plan, composed, sending, offline }: CountsProps) {
  const { t } = useTranslation('dispatch');
  const format = useFormat();
  const reason = useReason();
  const at = plan.startsAt ?? composed?.sendAt;
  const held = at !== undefined && at !== composed?.sendAt;
  return (
    <dl className={styles.counts}>
      <dt>{t('confirm.sendable')}</dt>
      <dd>
        <strong>{t('people', { count: plan.sendable })}</strong>
      </dd>
      <dt>{t('confirm.left')}</dt>
      <dd>
        {t('people', { count: leftOutOf(plan) })}
        {plan.skipped.map(({ value, count }) => (
          <div key={value} className={sheet.quiet}>
            {reason(value)} {t('headcount', { count })}
          </div>
        ))}
      </dd>
      <dt>{t('confirm.product')}</dt>
      <dd>
        <Products plan={plan} isSame={composed?.products.kind === 'same'} />
      </dd>
      <dt>{t('confirm.when')}</dt>
      <dd>
        {at === undefined ? t(offline ? 'confirm.onceConnected' : 'confirm.atOnce') : t('confirm.from', { time: format.dateTime(at) })}
        {held && <div className={styles.late}>{t('confirm.night')}</div>}
      </dd>
      <dt>{t('confirm.cost')}</dt>
      <dd>
        <CostLine desk={desk} people={plan.sendable} sending={sending} />
      </dd>
    </dl>
  );
}
