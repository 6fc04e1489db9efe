import { IconPackage } from '@tabler/icons-react';
import { useDeferredValue, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Product } from '../../../contract/product.ts';
import type { MessageSender } from '../../../domain/dispatching/compose-message.ts';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Later } from '../../parts/Later.tsx';
import { PageHeader } from '../../parts/PageHeader.tsx';
import { TableSkeleton } from '../../parts/TableSkeleton.tsx';
import { useNow } from '../../parts/use-now.ts';
import { useSteady } from '../../parts/use-steady.ts';
import { useStream } from '../../parts/use-stream.ts';
import type { ReplicaStatus } from '../../replica/desk/replica-status.ts';
import type { Composed, Desk } from '../../replica/desk.ts';
import type { Audience } from '../../ui-state/compose-slice.ts';
import { useUiStore } from '../../ui-state/store.ts';
import sheet from '../sheet.module.css';
import { useSender } from '../use-sender.ts';
import { useSending } from '../use-sending.ts';
import { AudienceFields } from './AudienceFields.tsx';
import styles from './compose.module.css';
import { MessageFields } from './MessageFields.tsx';
import { wrongOf } from './message-state.ts';
import { PlanPeople } from './PlanPeople.tsx';
import { ProductFields } from './ProductFields.tsx';
import list from './plan-people.module.css';
import { ScheduleFields } from './ScheduleFields.tsx';
import { SendBar } from './SendBar.tsx';
import { SendingNotice } from './SendingNotice.tsx';
import { textProblems } from './text-problems.ts';
import { type Planned, usePlan } from './use-plan.ts';

type Props = Readonly<{
  desk: Desk;
  audience: Audience;
  status: ReplicaStatus | undefined;
  onBack: () => void;
  onSent: (dispatchId: string) => void;
}>;

const noProducts: readonly Product[] = [];

/** Times are said in minutes. */
const clockMs = 10_000;

/**
 * Writing a message: to whom, what, when, who is left out and why, how it looks; nothing is sent before it is confirmed. What is told while it is open
 * draws anew only the fields that it concerns.
 */
export function ComposePane({ desk, audience, status, onBack, onSent }: Props) {
  const { t } = useTranslation('dispatch');
  const { written, write, address } = useUiStore();
  const products = useStream(useMemo(() => desk.products$(), [desk])) ?? noProducts;
  const recommendation = useStream(useMemo(() => desk.policy$('recommendation'), [desk]))?.rules;
  const now = useNow(clockMs);
  const offline = status?.connection !== 'connected' && status?.connection !== 'filling';
  const sending = useSending(desk);
  const sender = useSender(desk);
  const isUndecided = written.products.kind === 'same' && written.products.productIds.length === 0;
  const most = written.products.kind === 'each' ? written.products.count : Math.max(1, written.products.productIds.length);
  const isUnsayable = textProblems(sending.provider, written.text ?? '', most).length > 0;
  const wrong = wrongOf(written, isUnsayable, now);
  const composed = useMemo<Composed | undefined>(
    () => (isUndecided ? undefined : { ...written, ...(isUnsayable && { text: '' }), selection: audience }),
    [isUndecided, isUnsayable, written, audience],
  );
  const plan = usePlan(desk, composed);
  const writeText = useSteady((text: string) => write({ ...written, text }));
  const pane = useRef<HTMLElement>(null);
  useEffect(() => pane.current?.focus({ preventScroll: true }), []);

  return (
    <section ref={pane} className={styles.pane} tabIndex={-1} aria-label={t('compose.title')}>
      <PageHeader title={t('compose.title')} />
      <SendingNotice desk={desk} sending={sending} />
      <div className={`${sheet.surface} ${styles.sheet}`}>
        <div className={styles.body}>
          <div className={styles.choices}>
            <Later>
              <AudienceFields desk={desk} audience={audience} onChange={address} />
              <ProductFields
                products={products}
                written={written}
                onChange={write}
                usualSeen={recommendation?.id === 'recommendation' ? recommendation.seen : 'last'}
              />
              <MessageFields
                text={written.text ?? ''}
                onChange={writeText}
                provider={sending.provider}
                products={most}
                without={plan.current?.skipped.find(({ value }) => value === 'content.emptyVariable')?.count ?? 0}
              />
              <ScheduleFields written={written} onChange={write} now={now} startsAt={plan.current?.startsAt} offline={offline} />
            </Later>
          </div>
          <People
            plan={plan}
            products={products}
            isUndecided={isUndecided}
            desk={desk}
            text={written.text}
            sender={sender}
            isEverybody={audience.kind === 'matching' && Object.values(audience.filter).every((asked) => asked.length === 0)}
            shop={status?.workspace ?? t('preview.shop')}
          />
        </div>
        <SendBar
          desk={desk}
          plan={wrong ? undefined : plan.current}
          planAgain={plan.again}
          wrong={wrong}
          composed={composed}
          sending={sending}
          offline={offline}
          onCancel={onBack}
          onSent={onSent}
        />
      </div>
    </section>
  );
}

type PeopleProps = Readonly<{
  desk: Desk;
  plan: Planned;
  products: readonly Product[];
  isUndecided: boolean;
  text: string | undefined;
  sender: MessageSender;
  isEverybody: boolean;
  shop: string;
}>;

/** Who gets what, once that can be said. The counts are drawn first, the people in slices after them. */
function People({ desk, plan: { shown: planned, current, again }, products, isUndecided, ...written }: PeopleProps) {
  const { t } = useTranslation('dispatch');
  const shown = useDeferredValue(planned);
  if (isUndecided)
    return (
      <div className={list.people}>
        <EmptyState title={t('compose.undecided')} text={t('compose.undecidedText')} icon={<IconPackage aria-hidden />} />
      </div>
    );
  if (!shown)
    return (
      <div className={list.people}>
        <TableSkeleton label={t('compose.planning')} />
      </div>
    );
  return <PlanPeople desk={desk} plan={shown} isCurrent={shown === current} onLost={again} products={products} {...written} />;
}
