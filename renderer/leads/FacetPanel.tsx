import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { leadStatuses } from '../../contract/lead.ts';
import type { LeadFilter } from '../../contract/lead-filter.ts';
import { scoreBands } from '../../contract/score-band.ts';
import { useSteady } from '../parts/use-steady.ts';
import type { LeadPage } from '../replica/desk/lead-view.ts';
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

/** From the top. */
const parts: readonly FacetPart[] = ['statuses', 'bands', 'assignees', 'products', 'tags'];

/** The ways to narrow, each value with how many leads it would leave. */
export const FacetPanel = memo(function FacetPanel({ filter, facets, all, onNarrow }: Props) {
  const { t } = useTranslation('leads');
  const toggle = useSteady((part: FacetPart, value: string | null) => onNarrow(toggled(filter, part, value as never)));
  return (
    <aside className={styles.panel} aria-label={t('facets.label')}>
      {parts.map((part) => (
        <OnePart key={part} part={part} counts={facets[part]} picked={filter[part]} all={all} onToggle={toggle} />
      ))}
    </aside>
  );
});

type Counts = readonly Readonly<{ value: string | null; count: number; label?: string }>[];

type PartProps = Readonly<{
  part: FacetPart;
  counts: Counts;
  picked: readonly (string | null)[];
  all: number;
  onToggle: (part: FacetPart, value: string | null) => void;
}>;

/** Drawn anew when one of its own counts changed, and not for those of another. */
const OnePart = memo(function OnePart({ part, counts, picked, all, onToggle }: PartProps) {
  const { t } = useTranslation('leads');
  const labelOf = useFacetLabel(undefined);
  const every = everyValue[part];
  const listed = withPicked(every ? allOf(every, counts) : counts, picked);
  const options = listed.map(({ value, count, label }): FacetOption => ({ value, count, label: label ?? labelOf(part, value) }));
  const toggle = useSteady((value: string | null) => onToggle(part, value));
  return <Facet title={t(`facets.${part}`)} all={all} options={options} picked={picked} onToggle={toggle} />;
});

/** Of these all values are always there, in their order. */
const everyValue: Readonly<Partial<Record<FacetPart, readonly string[]>>> = { statuses: leadStatuses, bands: scoreBands };

const allOf = (values: readonly string[], counts: Counts): Counts =>
  values.map((value) => counts.find((option) => option.value === value) ?? { value, count: 0 });

/** A value that is asked for stays in its list, with a count of nothing, until it is unticked. */
function withPicked(counts: Counts, picked: readonly (string | null)[]): Counts {
  const missing = picked.filter((value) => !counts.some((option) => option.value === value));
  return [...counts, ...missing.map((value) => ({ value, count: 0 }))];
}
