import { Button, SegmentedControl } from '@mantine/core';
import { IconArrowUpRight, IconMoodCheck, IconUserOff } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tap } from 'rxjs';
import type { Product } from '../../../contract/product.ts';
import type { MessageSender } from '../../../domain/dispatching/compose-message.ts';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { useNow } from '../../parts/use-now.ts';
import type { DispatchPlan, PlannedRecipient, PlanView } from '../../replica/desk/dispatch-plan.ts';
import type { LineQuery } from '../../replica/desk/line-page.ts';
import type { Desk } from '../../replica/desk.ts';
import { useUiStore } from '../../ui-state/store.ts';
import { NothingSent } from '../NothingSent.tsx';
import { PhonePreview } from '../PhonePreview.tsx';
import { PickList } from '../PickList.tsx';
import { PreviewPager } from '../PreviewPager.tsx';
import { ReasonChips } from '../ReasonChips.tsx';
import sheet from '../sheet.module.css';
import { shownMessage } from '../shown-message.ts';
import { useLines } from '../use-lines.ts';
import styles from './plan-people.module.css';
import { countIn, leftOutOf, viewStillIn } from './plan-people.ts';
import { RecipientLine, recipientLinePx } from './RecipientLine.tsx';

/** The phone's clock shows minutes. */
const clockMs = 10_000;

const userOf = ({ userId }: PlannedRecipient) => userId;

type Props = Readonly<{
  desk: Pick<Desk, 'planned$'>;
  plan: DispatchPlan;
  /** Otherwise another is being made. */
  isCurrent: boolean;
  /** The desk does not know the plan any more. */
  onLost: () => void;
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
export function PlanPeople({ desk, plan, isCurrent, onLost, products, text, sender, shop, isEverybody }: Props) {
  const { t } = useTranslation('dispatch');
  const [asked, look] = useState<PlanView>({ kind: 'reachable' });
  const view = useMemo(() => viewStillIn(plan, asked), [plan, asked]);
  const showLead = useUiStore((state) => state.showLead);
  const now = useNow(clockMs);
  const names = useMemo(() => new Map(products.map(({ id, name }) => [id, name])), [products]);
  const total = countIn(plan, view);
  const list = `${view.kind}~${view.kind === 'leftOut' ? (view.reason ?? '') : ''}`;
  const read$ = useCallback(
    (lines: LineQuery) => desk.planned$(plan.id, view, lines).pipe(tap((page) => page ?? onLost())),
    [desk, plan, view, onLost],
  );
  const { page, at, line: person, lineAt, pick, seen } = useLines(list, read$, userOf);

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
          {total === 0 ? (
            <Nobody plan={plan} view={view} isEverybody={isEverybody} />
          ) : (
            <PickList
              key={list}
              label={t('compose.recipients')}
              total={total}
              itemAt={lineAt}
              linePx={recipientLinePx}
              keyOf={userOf}
              draw={(one) => <RecipientLine recipient={one} productName={(id) => names.get(id) ?? id} />}
              picked={person}
              at={at}
              onPick={pick}
              onSeen={seen}
            />
          )}
        </div>
      </div>
      <aside className={sheet.preview}>
        <div className={styles.previewHead}>
          <PreviewPager at={at} of={total} onGo={pick} />
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
        {page && !person && <p className={styles.nobody}>{t('preview.none')}</p>}
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

function Nobody({ plan, view, isEverybody }: Pick<Props, 'plan' | 'isEverybody'> & Readonly<{ view: PlanView }>) {
  const { t } = useTranslation('dispatch');
  if (plan.people === 0 && isEverybody)
    return <EmptyState title={t('compose.noLeads')} text={t('compose.noLeadsText')} icon={<IconUserOff aria-hidden />} />;
  if (plan.people === 0)
    return <EmptyState title={t('compose.nobody')} text={t('compose.nobodyText')} icon={<IconUserOff aria-hidden />} />;
  if (view.kind === 'leftOut') return <EmptyState title={t('compose.noneLeftOut')} icon={<IconMoodCheck aria-hidden />} />;
  return <EmptyState title={t('compose.noneReachable')} text={t('compose.noneReachableText')} icon={<IconUserOff aria-hidden />} />;
}
