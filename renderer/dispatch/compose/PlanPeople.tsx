import { Button, SegmentedControl } from '@mantine/core';
import { IconArrowUpRight, IconMoodCheck, IconUserOff } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Product } from '../../../contract/product.ts';
import type { MessageSender } from '../../../domain/dispatching/compose-message.ts';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { useNow } from '../../parts/use-now.ts';
import type { DispatchPlan } from '../../replica/desk.ts';
import { useUiStore } from '../../ui-state/store.ts';
import { NothingSent } from '../NothingSent.tsx';
import { PhonePreview } from '../PhonePreview.tsx';
import { PickList } from '../PickList.tsx';
import { PreviewPager } from '../PreviewPager.tsx';
import { ReasonChips } from '../ReasonChips.tsx';
import sheet from '../sheet.module.css';
import { shownMessage } from '../shown-message.ts';
import styles from './compose.module.css';
import { leftOutOf, type PeopleView, peopleIn, viewStillIn } from './plan-people.ts';
import { RecipientLine, recipientLinePx } from './RecipientLine.tsx';

/** The phone's clock shows minutes. */
const clockMs = 10_000;

type Props = Readonly<{
  plan: DispatchPlan;
  /** Otherwise another is being made. */
  isCurrent: boolean;
  products: readonly Product[];
  /** What is written, and who sends it. */
  text: string | undefined;
  sender: MessageSender;
  /** Whether nobody was kept out by a filter. */
  isEverybody: boolean;
  /** What the phone calls a sender without a name. */
  shop: string;
}>;

/** Everybody of the plan: who gets what and why, who is left out and why, and the picked one's phone. */
export function PlanPeople({ plan, isCurrent, products, text, sender, shop, isEverybody }: Props) {
  const { t } = useTranslation('dispatch');
  const [asked, look] = useState<PeopleView>({ kind: 'reachable' });
  const view = useMemo(() => viewStillIn(plan, asked), [plan, asked]);
  const [picked, pick] = useState<string>();
  const showLead = useUiStore((state) => state.showLead);
  const now = useNow(clockMs);
  const names = useMemo(() => new Map(products.map(({ id, name }) => [id, name])), [products]);
  const people = useMemo(() => peopleIn(plan, view), [plan, view]);
  const at = Math.max(
    0,
    people.findIndex(({ userId }) => userId === picked),
  );
  const person = people[at];

  return (
    <div className={styles.people} aria-busy={!isCurrent}>
      <div className={styles.list}>
        <div className={styles.tabs}>
          <SegmentedControl
            aria-label={t('compose.recipients')}
            value={view.kind}
            onChange={(kind) => look(kind === 'leftOut' ? { kind: 'leftOut' } : { kind: 'reachable' })}
            data={[
              { value: 'reachable', label: `${t('compose.reachable')} ${t('headcount', { count: plan.sendable })}` },
              { value: 'leftOut', label: `${t('compose.leftOut')} ${t('headcount', { count: leftOutOf(plan) })}` },
            ]}
          />
          <ReasonChips
            label={t('compose.reasons')}
            counts={plan.skipped}
            picked={view.kind === 'leftOut' ? view.reason : undefined}
            onPick={(reason) => look({ kind: 'leftOut', ...(reason && { reason }) })}
          />
        </div>
        <div className={styles.lines}>
          {people.length === 0 ? (
            <Nobody plan={plan} view={view} isEverybody={isEverybody} />
          ) : (
            <PickList
              key={`${view.kind}~${view.kind === 'leftOut' ? (view.reason ?? '') : ''}`}
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
        <div className={styles.previewHead}>
          <PreviewPager at={at} of={people.length} onGo={(to) => pick(people[to]?.userId)} />
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
        </div>
        {!person && <p className={styles.nobody}>{t('preview.none')}</p>}
        {person?.skipped && <NothingSent name={person.name ?? person.userId} reason={person.skipped} />}
        {person && !person.skipped && (
          <PhonePreview
            message={shownMessage({ products: person.products, name: person.name, text, sender })}
            sender={sender.name ?? shop}
            at={plan.startsAt ?? now}
            caption={t('preview.of', { name: person.name ?? person.userId })}
          />
        )}
      </aside>
    </div>
  );
}

function Nobody({ plan, view, isEverybody }: Pick<Props, 'plan' | 'isEverybody'> & Readonly<{ view: PeopleView }>) {
  const { t } = useTranslation('dispatch');
  if (plan.recipients.length === 0 && isEverybody)
    return <EmptyState title={t('compose.noLeads')} text={t('compose.noLeadsText')} icon={<IconUserOff aria-hidden />} />;
  if (plan.recipients.length === 0)
    return <EmptyState title={t('compose.nobody')} text={t('compose.nobodyText')} icon={<IconUserOff aria-hidden />} />;
  if (view.kind === 'leftOut') return <EmptyState title={t('compose.noneLeftOut')} icon={<IconMoodCheck aria-hidden />} />;
  return <EmptyState title={t('compose.noneReachable')} text={t('compose.noneReachableText')} icon={<IconUserOff aria-hidden />} />;
}
