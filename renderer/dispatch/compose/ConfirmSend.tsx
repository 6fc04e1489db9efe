import { Alert, Button, Checkbox, Group, Modal } from '@mantine/core';
import { IconCloudOff, IconFlask } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DispatchPlan } from '../../replica/desk.ts';
import sheet from '../sheet.module.css';
import { useReason } from '../use-reason.ts';
import styles from './compose.module.css';
import { leftOutOf, productsOf } from './plan-people.ts';

type Props = Readonly<{
  /** The plan to confirm; closed without one. */
  plan: DispatchPlan | undefined;
  offline: boolean;
  /** `anyway`: also where the audience changes before it can leave. */
  onConfirm: (plan: DispatchPlan, anyway: boolean) => Promise<void>;
  onClose: () => void;
}>;

/** The last look: the counts once more, what goes out, and that it is the sandbox. */
export function ConfirmSend({ plan, offline, onConfirm, onClose }: Props) {
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
          <Counts plan={plan} />
          <Alert color="gray" icon={<IconFlask aria-hidden />} title={t('sandbox')} mt="md">
            {t('sandboxText')}
          </Alert>
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
            <Button onClick={() => void onConfirm(plan, offline && anyway)}>{t('confirm.yes', { count: plan.sendable })}</Button>
          </Group>
        </>
      )}
    </Modal>
  );
}

function Counts({ plan }: Readonly<{ plan: DispatchPlan }>) {
  const { t } = useTranslation('dispatch');
  const reason = useReason();
  const products = [...productsOf(plan).values()];
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
            {reason(value)} {t('people', { count })}
          </div>
        ))}
      </dd>
      <dt>{t('confirm.product')}</dt>
      <dd>{products.length === 1 ? products[0] : t('confirm.each', { count: products.length })}</dd>
    </dl>
  );
}
