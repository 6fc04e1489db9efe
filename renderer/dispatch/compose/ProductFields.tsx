import { SegmentedControl, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Product } from '../../../contract/product.ts';
import { useFormat } from '../../i18n/use-format.ts';
import styles from './compose.module.css';

/** What everybody gets; one product for all, once it is picked. */
export type ProductChoice = Readonly<{ kind: 'each' }> | Readonly<{ kind: 'one'; productId?: string }>;

type Props = Readonly<{ products: readonly Product[]; choice: ProductChoice; onChoose: (choice: ProductChoice) => void }>;

export function ProductFields({ products, choice, onChoose }: Props) {
  const { t } = useTranslation('dispatch');
  const format = useFormat();
  const offered = products
    .filter(({ inStock }) => inStock)
    .map(({ id, name, priceKrw, discountKrw }) => ({ value: id, label: `${name} · ${format.krw(discountKrw ?? priceKrw)}` }));

  return (
    <fieldset className={styles.choice}>
      <legend>{t('compose.what')}</legend>
      <SegmentedControl
        aria-label={t('compose.what')}
        value={choice.kind}
        onChange={(kind) => onChoose(kind === 'one' ? { kind: 'one' } : { kind: 'each' })}
        data={[
          { value: 'each', label: t('compose.each') },
          { value: 'one', label: t('compose.one') },
        ]}
      />
      {choice.kind === 'one' && (
        <Select
          className={styles.product}
          aria-label={t('compose.product')}
          placeholder={t('compose.product')}
          nothingFoundMessage={t('compose.productNone')}
          data={offered}
          value={choice.productId ?? null}
          searchable
          onChange={(productId) => onChoose(productId === null ? { kind: 'one' } : { kind: 'one', productId })}
        />
      )}
    </fieldset>
  );
}
