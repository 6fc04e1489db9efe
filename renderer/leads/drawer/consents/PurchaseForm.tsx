import { Autocomplete } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordPurchase } from '../../../../contract/command/record-purchase.ts';
import type { Product } from '../../../../contract/product.ts';
import { Label } from '../../../../contract/text.ts';
import { useMomentCalendar } from '../../../i18n/use-calendar.ts';
import { MomentField } from '../../../parts/MomentField.tsx';
import drawer from '../drawer.module.css';
import { RecordFrame } from './RecordFrame.tsx';

type Props = Readonly<{
  products: ReadonlyMap<string, Product>;
  onRecord: (bought: Omit<RecordPurchase, 'kind' | 'userId'>) => void;
  onCancel: () => void;
}>;

/** A purchase of somebody who gave their number themself: the law's exception goes by its category and its end. */
export function PurchaseForm({ products, onRecord, onCancel }: Props) {
  const { t } = useTranslation('consents');
  const calendar = useMomentCalendar();
  const [openedAt] = useState(Date.now);
  const [endedAt, setEndedAt] = useState(openedAt);
  const [category, setCategory] = useState('');
  const named = Label.safeParse(category.trim());
  const categories = [...new Set([...products.values()].map((product) => product.category))].sort();
  return (
    <RecordFrame
      title={t('person.records.purchase')}
      isReady={named.success && endedAt <= Date.now()}
      onRecord={() => onRecord({ category: category.trim(), endedAt })}
      onCancel={onCancel}
    >
      <p className={drawer.quiet}>{t('person.purchaseHelp')}</p>
      <Autocomplete size="xs" required label={t('person.category')} data={categories} value={category} onChange={setCategory} />
      <MomentField
        label={t('person.endedAt')}
        calendar={calendar}
        format={t('format')}
        value={endedAt}
        latest={openedAt}
        error={endedAt > Date.now() ? t('notice.past') : undefined}
        onChange={setEndedAt}
      />
    </RecordFrame>
  );
}
