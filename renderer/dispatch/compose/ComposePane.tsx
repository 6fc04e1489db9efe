import { IconPackage } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Product } from '../../../contract/product.ts';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { PageHeader } from '../../parts/PageHeader.tsx';
import { Pill } from '../../parts/Pill.tsx';
import { TableSkeleton } from '../../parts/TableSkeleton.tsx';
import { useStream } from '../../parts/use-stream.ts';
import type { Desk, DispatchPlan, ReplicaStatus } from '../../replica/desk.ts';
import type { Audience } from '../../ui-state/compose-slice.ts';
import sheet from '../sheet.module.css';
import { AudienceFields } from './AudienceFields.tsx';
import styles from './compose.module.css';
import { PlanPeople } from './PlanPeople.tsx';
import { type ProductChoice, ProductFields } from './ProductFields.tsx';
import { SendBar } from './SendBar.tsx';
import { usePlan } from './use-plan.ts';

type Props = Readonly<{
  desk: Desk;
  audience: Audience;
  status: ReplicaStatus | undefined;
  onBack: () => void;
  onSent: (dispatchId: string) => void;
}>;

/** Writing a message: to whom, what, who is left out and why, how it looks; nothing is sent before it is confirmed. */
export function ComposePane({ desk, audience: started, status, onBack, onSent }: Props) {
  const { t } = useTranslation('dispatch');
  const [audience, setAudience] = useState(started);
  const [choice, choose] = useState<ProductChoice>({ kind: 'each' });
  const products = useStream(useMemo(() => desk.products$(), [desk])) ?? [];
  const productId = choice.kind === 'one' ? choice.productId : undefined;
  const plan = usePlan(desk, audience, productId);
  const undecided = choice.kind === 'one' && choice.productId === undefined;

  return (
    <div className={styles.pane}>
      <PageHeader
        title={t('compose.title')}
        detail={
          <>
            <Pill>{t('sandbox')}</Pill> {t('sandboxText')}
          </>
        }
      />
      <div className={`${sheet.surface} ${styles.sheet}`}>
        <div className={styles.choices}>
          <AudienceFields desk={desk} audience={audience} onChange={setAudience} />
          <ProductFields products={products} choice={choice} onChoose={choose} />
        </div>
        <Planned plan={plan} undecided={undecided} products={products} sender={status?.workspace ?? t('preview.shop')} />
        <SendBar
          desk={desk}
          plan={undecided ? undefined : plan}
          composed={{ selection: audience, ...(productId !== undefined && { productId }) }}
          offline={status?.connection !== 'connected' && status?.connection !== 'filling'}
          onCancel={onBack}
          onSent={onSent}
        />
      </div>
    </div>
  );
}

type PlannedProps = Readonly<{ plan: DispatchPlan | undefined; undecided: boolean; products: readonly Product[]; sender: string }>;

/** Who gets what, once that can be said. */
function Planned({ plan, undecided, products, sender }: PlannedProps) {
  const { t } = useTranslation('dispatch');
  if (undecided)
    return (
      <div className={styles.people}>
        <EmptyState title={t('compose.undecided')} text={t('compose.undecidedText')} icon={<IconPackage aria-hidden />} />
      </div>
    );
  if (!plan)
    return (
      <div className={styles.people}>
        <TableSkeleton label={t('compose.planning')} />
      </div>
    );
  return <PlanPeople plan={plan} products={products} sender={sender} />;
}
