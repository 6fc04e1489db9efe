import type { LeadFilter } from '../../contract/lead-filter.ts';
import { byCodeUnit } from '../order.ts';

/** One way of writing everything that asks for the same leads: no spaces around, each value once, in order. */
export const tidyFilter = ({ text, products, statuses, bands, assignees, tags }: LeadFilter): LeadFilter => ({
  text: text.trim(),
  products: tidyList(products),
  statuses: tidyList(statuses),
  bands: tidyList(bands),
  assignees: tidyList(assignees),
  tags: tidyList(tags),
});

/** Whether two filters ask for the same leads, in whatever order their values were ticked. */
export function sameFilter(a: LeadFilter, b: LeadFilter): boolean {
  return JSON.stringify(tidyFilter(a)) === JSON.stringify(tidyFilter(b));
}

const tidyList = <V extends string | null>(values: readonly V[]): V[] =>
  [...new Set(values)].sort((a, b) => Number(a !== null) - Number(b !== null) || byCodeUnit(a ?? '', b ?? ''));
