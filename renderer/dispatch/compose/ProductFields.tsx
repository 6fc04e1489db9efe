import { Checkbox, MultiSelect, SegmentedControl, Select } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { seenRules } from '../../../contract/policy/recommendation-policy.ts';
import type { Product } from '../../../contract/product.ts';
import { mostProducts, type ProductChoice, type WrittenMessage } from '../../../domain/dispatching/written-message.ts';
import { useFormat } from '../../i18n/use-format.ts';
import styles from './compose.module.css';

type Seen = NonNullable<Extract<ProductChoice, { kind: 'each' }>['seen']>;
type Props = Readonly<{
  products: readonly Product[];
  written: WrittenMessage;
  onChange: (written: WrittenMessage) => void;
  /** The shop's own rule for what somebody looked at already. */
  usualSeen: Seen;
}>;

/** What goes out: so many recommendations each, by a rule that may differ this once, or the same for all. */
export const ProductFields = memo(function ProductFields({ products, written, onChange, usualSeen }: Props) {
  const { t } = useTranslation(['dispatch', 'recommendation']);
  const choice = written.products;
  const choose = (chosen: ProductChoice) => onChange({ ...written, products: chosen });
  return (
    <fieldset className={styles.choice}>
      <legend>{t('compose.what')}</legend>
      <SegmentedControl
        aria-label={t('compose.what')}
        value={choice.kind}
        onChange={(kind) => choose(kind === 'same' ? { kind: 'same', productIds: [] } : { kind: 'each', count: 1 })}
        data={[
          { value: 'each', label: t('compose.each') },
          { value: 'same', label: t('compose.one') },
        ]}
      />
      {choice.kind === 'same' ? (
        <SameProducts products={products} picked={choice.productIds} onPick={(productIds) => choose({ kind: 'same', productIds })} />
      ) : (
        <div className={styles.pair}>
          <Select
            label={t('compose.count')}
            allowDeselect={false}
            data={Array.from({ length: mostProducts }, (_, n) => ({ value: `${n + 1}`, label: t('compose.upTo', { count: n + 1 }) }))}
            value={`${choice.count}`}
            onChange={(count) => choose({ ...choice, count: Number(count) })}
          />
          <Select
            label={t('recommendation:seen.label')}
            allowDeselect={false}
            data={seenRules.map((value) => ({ value, label: t(`recommendation:seen.${value}`) }))}
            value={choice.seen ?? usualSeen}
            onChange={(seen) => choose({ ...choice, seen: seen as Seen })}
          />
        </div>
      )}
      <Checkbox
        size="xs"
        label={t('compose.repeat')}
        checked={written.repeatAllowed ?? false}
        onChange={(event) => {
          const { repeatAllowed: _was, ...once } = written;
          onChange(event.currentTarget.checked ? { ...once, repeatAllowed: true } : once);
        }}
      />
    </fieldset>
  );
});

type SameProps = Readonly<{ products: readonly Product[]; picked: readonly string[]; onPick: (ids: readonly string[]) => void }>;

/** What is out of stock is shown and cannot be picked. */
function SameProducts({ products, picked, onPick }: SameProps) {
  const { t } = useTranslation('dispatch');
  const format = useFormat();
  const offered = products.map(({ id, name, priceKrw, discountKrw, inStock }) => ({
    value: id,
    label: inStock ? `${name} · ${format.krw(discountKrw ?? priceKrw)}` : t('compose.soldOut', { name }),
    disabled: !inStock,
  }));
  return (
    <MultiSelect
      className={styles.wide}
      aria-label={t('compose.product')}
      placeholder={picked.length === 0 ? t('compose.product') : ''}
      description={t('compose.upToSix', { count: picked.length, most: mostProducts })}
      nothingFoundMessage={t('compose.productNone')}
      data={offered}
      value={[...picked]}
      maxValues={mostProducts}
      searchable
      comboboxProps={{ keepMounted: false }}
      hidePickedOptions
      inputWrapperOrder={['input', 'description']}
      descriptionProps={{ fz: 12 }}
      onChange={onPick}
    />
  );
}
