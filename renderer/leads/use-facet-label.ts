import { useTranslation } from 'react-i18next';
import type { LeadStatus } from '../../contract/lead.ts';
import type { LeadFilter } from '../../contract/lead-filter.ts';
import type { LeadPage } from '../replica/desk/lead-view.ts';

export type FacetPart = Exclude<keyof LeadFilter, 'text'>;

/** A facet's value in people's words: product ids become names where the catalogue knows them. */
export function useFacetLabel(facets: LeadPage['facets'] | undefined): (part: FacetPart, value: string | null) => string {
  const { t } = useTranslation('leads');
  return (part, value) => {
    if (value === null) return t('unassigned');
    if (part === 'statuses') return t(`status.${value as LeadStatus}`);
    if (part === 'bands') return t('score.band', { band: value });
    if (part === 'products') return facets?.products.find((product) => product.value === value)?.label ?? value;
    return value;
  };
}
