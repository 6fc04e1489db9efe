import { Button, CloseButton } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeadFilter } from '../../contract/lead-filter.ts';
import type { LeadPage } from '../replica/desk/lead-view.ts';
import { chipsOf, type FilterChip, without } from './filter-chips.ts';
import styles from './leads-screen.module.css';
import { useFacetLabel } from './use-facet-label.ts';

type Props = Readonly<{
  filter: LeadFilter;
  facets: LeadPage['facets'] | undefined;
  onNarrow: (change: Partial<LeadFilter>) => void;
  onClear: () => void;
}>;

/** What narrows the list, each piece with its own way back. */
export const FilterChips = memo(function FilterChips({ filter, facets, onNarrow, onClear }: Props) {
  const { t } = useTranslation('leads');
  const label = useFacetLabel(facets);
  const chips = chipsOf(filter);
  if (chips.length === 0) return null;

  const words = ({ part, value }: FilterChip) => (part === 'text' ? t('chips.text', { value }) : label(part, value));
  return (
    <section className={styles.chips} aria-label={t('chips.label')}>
      {chips.map((chip) => (
        <span key={`${chip.part}=${chip.value}`} className={styles.chip}>
          <span className={styles.chipWord}>{words(chip)}</span>
          <CloseButton
            size={18}
            iconSize={12}
            aria-label={t('chips.remove', { value: words(chip) })}
            onClick={() => onNarrow(without(filter, chip))}
          />
        </span>
      ))}
      <Button variant="subtle" color="gray" size="compact-xs" onClick={onClear}>
        {t('chips.clear')}
      </Button>
    </section>
  );
});
