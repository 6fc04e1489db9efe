import { useTranslation } from 'react-i18next';
import { leadStatuses } from '../../contract/lead.ts';
import type { LeadFilter } from '../../contract/lead-filter.ts';
import type { LeadPage } from '../replica/desk.ts';
import { Facet, type FacetOption } from './Facet.tsx';
import styles from './facets.module.css';
import { toggled } from './filter-chips.ts';
import { type FacetPart, useFacetLabel } from './use-facet-label.ts';

type Props = Readonly<{
  filter: LeadFilter;
  facets: LeadPage['facets'];
  /** All leads there are: what a full bar means. */
  all: number;
  onNarrow: (change: Partial<LeadFilter>) => void;
}>;

/** The four ways to narrow, each value with how many leads it would leave. */
export function FacetPanel({ filter, facets, all, onNarrow }: Props) {
  const { t } = useTranslation('leads');
  const label = useFacetLabel(facets);
  const statuses = leadStatuses.map((value) => facets.statuses.find((status) => status.value === value) ?? { value, count: 0 });

  const facet = (part: FacetPart, counts: readonly Readonly<{ value: string | null; count: number }>[]) => (
    <Facet
      title={t(`facets.${part}`)}
      all={all}
      options={withPicked(counts, filter[part]).map(({ value, count }): FacetOption => ({ value, label: label(part, value), count }))}
      picked={filter[part]}
      onToggle={(value) => onNarrow(toggled(filter, part, value as never))}
    />
  );

  return (
    <aside className={styles.panel} aria-label={t('facets.label')}>
      {facet('statuses', statuses)}
      {facet('assignees', facets.assignees)}
      {facet('products', facets.products)}
      {facet('tags', facets.tags)}
    </aside>
  );
}

/** A value that is asked for stays in its list, with a count of nothing, until it is unticked. */
function withPicked(counts: readonly Readonly<{ value: string | null; count: number }>[], picked: readonly (string | null)[]) {
  const missing = picked.filter((value) => !counts.some((option) => option.value === value));
  return [...counts, ...missing.map((value) => ({ value, count: 0 }))];
}
