import { Button, SegmentedControl } from '@mantine/core';
import { IconArrowUpRight, IconMoodCheck, IconUserOff } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Product } from '../../../contract/product.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { useNow } from '../../parts/use-now.ts';
import type { DispatchPlan, PlannedRecipient } from '../../replica/desk.ts';
import { useUiStore } from '../../ui-state/store.ts';
import { PhonePreview } from '../PhonePreview.tsx';
import { PickList } from '../PickList.tsx';
import sheet from '../sheet.module.css';
import { useReason } from '../use-reason.ts';
import styles from './compose.module.css';
import { leftOutOf, type PeopleView, peopleIn } from './plan-people.ts';
import { RecipientLine, recipientLinePx } from './RecipientLine.tsx';

/** The phone's clock shows minutes. */
const clockMs = 10_000;

type Props = Readonly<{
  plan: DispatchPlan;
  /** Otherwise another is being made. */
  isCurrent: boolean;
  products: readonly Product[];
  sender: string;
}>;

/** Everybody of the plan: who gets what and why, who is left out and why, and the picked one's phone. */
export function PlanPeople({ plan, isCurrent, products, sender }: Props) {
  const { t } = useTranslation('dispatch');
  const [view, look] = useState<PeopleView>({ kind: 'reachable' });
  const [picked, pick] = useState<string>();
  const showLead = useUiStore((state) => state.showLead);
  const now = useNow(clockMs);
  const names = useMemo(() => new Map(products.map(({ id, name }) => [id, name])), [products]);
  const people = useMemo(() => peopleIn(plan, view), [plan, view]);
  const person = people.find(({ userId }) => userId === picked) ?? people[0];

  return (
    <div className={styles.people} aria-busy={!isCurrent}>
      <div className={styles.list}>
        <div className={styles.tabs}>
          <SegmentedControl
            aria-label={t('compose.recipients')}
            value={view.kind}
            onChange={(kind) => look(kind === 'leftOut' ? { kind: 'leftOut' } : { kind: 'reachable' })}
            data={[
              { value: 'reachable', label: `${t('compose.reachable')} ${t('people', { count: plan.sendable })}` },
              { value: 'leftOut', label: `${t('compose.leftOut')} ${t('people', { count: leftOutOf(plan) })}` },
            ]}
          />
          {view.kind === 'leftOut' && <Reasons plan={plan} picked={view.reason} onPick={look} />}
        </div>
        <div className={styles.lines}>
          {people.length === 0 ? (
            <Nobody plan={plan} view={view} />
          ) : (
            <PickList
              key={view.kind}
              label={t('compose.recipients')}
              items={people}
              linePx={recipientLinePx}
              keyOf={({ userId }) => userId}
              draw={(one) => <RecipientLine recipient={one} productName={(id) => names.get(id) ?? id} />}
              picked={person?.userId}
              onPick={pick}
            />
          )}
        </div>
      </div>
      <aside className={sheet.preview}>
        {person?.leadIds[0] !== undefined && (
          <Button
            className={styles.toLead}
            variant="subtle"
            size="compact-xs"
            rightSection={<IconArrowUpRight size={13} aria-hidden />}
            onClick={() => showLead(person.leadIds[0] as string)}
          >
            {t('side.lead')}
          </Button>
        )}
        <PhonePreview message={person?.skipped ? undefined : person?.message} sender={sender} at={now} caption={caption(person)} />
      </aside>
    </div>
  );

  function caption(one: PlannedRecipient | undefined): string {
    if (!one) return t('preview.none');
    return one.skipped ? t('preview.skipped') : t('preview.of', { name: one.name ?? one.userId });
  }
}

type ReasonsProps = Readonly<{
  plan: DispatchPlan;
  picked: DispatchPlan['skipped'][number]['value'] | undefined;
  onPick: (view: PeopleView) => void;
}>;

/** Why people are left out, with numbers; a press shows the people. */
function Reasons({ plan, picked, onPick }: ReasonsProps) {
  const { t } = useTranslation('dispatch');
  const format = useFormat();
  const reason = useReason();
  if (plan.skipped.length === 0) return null;
  return (
    <fieldset className={styles.reasons} aria-label={t('compose.reasons')}>
      <button
        type="button"
        className={`${sheet.press} ${styles.reason}`}
        aria-pressed={picked === undefined}
        onClick={() => onPick({ kind: 'leftOut' })}
      >
        {t('compose.allReasons')} <strong>{format.number(leftOutOf(plan))}</strong>
      </button>
      {plan.skipped.map(({ value, count }) => (
        <button
          key={value}
          type="button"
          className={`${sheet.press} ${styles.reason}`}
          aria-pressed={picked === value}
          onClick={() => onPick({ kind: 'leftOut', reason: value })}
        >
          {reason(value)} <strong>{format.number(count)}</strong>
        </button>
      ))}
    </fieldset>
  );
}

function Nobody({ plan, view }: Readonly<{ plan: DispatchPlan; view: PeopleView }>) {
  const { t } = useTranslation('dispatch');
  if (plan.recipients.length === 0)
    return <EmptyState title={t('compose.nobody')} text={t('compose.nobodyText')} icon={<IconUserOff aria-hidden />} />;
  if (view.kind === 'leftOut') return <EmptyState title={t('compose.noneLeftOut')} icon={<IconMoodCheck aria-hidden />} />;
  return <EmptyState title={t('compose.noneReachable')} text={t('compose.noneReachableText')} icon={<IconUserOff aria-hidden />} />;
}
