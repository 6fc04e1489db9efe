import { TextInput, UnstyledButton } from '@mantine/core';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import styles from './facets.module.css';

export type FacetOption = Readonly<{ value: string | null; label: string; count: number }>;

type Props = Readonly<{
  title: string;
  all: number;
  options: readonly FacetOption[];
  picked: readonly (string | null)[];
  onToggle: (value: string | null) => void;
}>;

/** Values shown before "more" is pressed; ticked ones are always shown. */
const shown = 6;

/** Lists longer than this can be searched once opened. */
const searchable = 12;

export function Facet({ title, all, options, picked, onToggle }: Props) {
  const { t } = useTranslation('leads');
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const found = options.filter(({ label }) => label.toLocaleLowerCase().includes(text.trim().toLocaleLowerCase()));
  const visible = open ? found : options.filter(({ value }, index) => index < shown || picked.includes(value));

  return (
    <fieldset className={styles.facet}>
      <legend className={styles.title}>{title}</legend>
      {open && options.length > searchable && (
        <TextInput
          mb={6}
          type="search"
          aria-label={t('facets.find', { facet: title })}
          placeholder={t('facets.find', { facet: title })}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      {visible.map((option) => (
        <Option key={String(option.value)} {...option} all={all} picked={picked.includes(option.value)} onToggle={onToggle} />
      ))}
      {options.length === 0 && <p className={styles.none}>{t('facets.none')}</p>}
      {open && options.length > 0 && found.length === 0 && <p className={styles.none}>{t('facets.noneFound')}</p>}
      {options.length > shown && (
        <UnstyledButton
          className={styles.more}
          aria-expanded={open}
          onClick={() => {
            setOpen(!open);
            setText('');
          }}
        >
          {open ? t('facets.less') : t('facets.more', { count: options.length - visible.length })}
        </UnstyledButton>
      )}
    </fieldset>
  );
}

type OptionProps = FacetOption & Readonly<{ all: number; picked: boolean; onToggle: Props['onToggle'] }>;

/** The bar behind a value is its share of all leads. */
const Option = memo(function Option({ value, label, count, all, picked, onToggle }: OptionProps) {
  const { t } = useTranslation('leads');
  const format = useFormat();
  return (
    <label className={styles.option} data-empty={count === 0 || undefined}>
      <input type="checkbox" aria-label={t('facets.option', { label, count })} checked={picked} onChange={() => onToggle(value)} />
      <span className={styles.label} title={label}>
        {label}
      </span>
      <span className={styles.count}>{format.number(count)}</span>
      <span className={styles.bar} style={{ width: `${(all === 0 ? 0 : count / all) * 100}%` }} />
    </label>
  );
});
