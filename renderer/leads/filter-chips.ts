import type { LeadFilter } from '../../contract/lead-filter.ts';

/** One narrowing that can be taken back by itself. `value` is null for "nobody assigned". */
export type FilterChip = Readonly<{ part: keyof LeadFilter; value: string | null }>;

const lists = ['statuses', 'bands', 'assignees', 'products', 'tags'] as const;

/** What a filter narrows, one chip each, text first. */
export function chipsOf(filter: LeadFilter): readonly FilterChip[] {
  const text: FilterChip[] = filter.text.trim() ? [{ part: 'text', value: filter.text.trim() }] : [];
  return [...text, ...lists.flatMap((part) => filter[part].map((value) => ({ part, value })))];
}

/** The change that takes one chip back. */
export function without(filter: LeadFilter, { part, value }: FilterChip): Partial<LeadFilter> {
  return part === 'text' ? { text: '' } : { [part]: (filter[part] as readonly (string | null)[]).filter((other) => other !== value) };
}

/** The change that ticks or unticks one value of a facet. */
export function toggled<Part extends (typeof lists)[number]>(
  filter: LeadFilter,
  part: Part,
  value: LeadFilter[Part][number],
): Partial<LeadFilter> {
  const values = filter[part] as readonly LeadFilter[Part][number][];
  return { [part]: values.includes(value) ? values.filter((other) => other !== value) : [...values, value] };
}

export const isNarrowed = (filter: LeadFilter): boolean => chipsOf(filter).length > 0;
