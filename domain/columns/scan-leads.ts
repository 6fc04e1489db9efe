import type { LeadFilter } from '../../contract/lead-filter.ts';
import type { LeadLine } from './lead-line.ts';
import { createLeadTally, type FacetCounts, type LeadTally } from './lead-tally.ts';

type Window = Readonly<{ offset: number; limit: number }>;

export type Scan<L extends LeadLine> = Readonly<{ page: readonly L[]; total: number; counts: FacetCounts }>;

/** The page, how many match, and the facets of sorted lines that nothing is known of yet. */
export function scanLeads<L extends LeadLine>(
  sorted: readonly L[],
  filter: LeadFilter,
  matchesText: (line: L) => boolean,
  window: Window,
): Scan<L> {
  const tally = createLeadTally(filter, matchesText);
  for (const line of sorted) tally.add(line);
  return { page: pageOf(sorted, tally, window), total: tally.total, counts: tally.counts };
}

/** The matching lines of a window, of sorted lines that are all in the tally: looks no further than it must. */
export function pageOf<L extends LeadLine>(sorted: readonly L[], tally: LeadTally<L>, { offset, limit }: Window): readonly L[] {
  if (tally.total === sorted.length) return sorted.slice(offset, offset + limit);
  const page: L[] = [];
  const end = Math.min(offset + limit, tally.total);
  for (let at = 0, found = 0; found < end && at < sorted.length; at++) {
    const line = sorted[at] as L;
    if (!tally.matches(line)) continue;
    if (found >= offset) page.push(line);
    found++;
  }
  return page;
}

/** Every line that matches, in no other order than given. */
export function matchingLeads<L extends LeadLine>(lines: Iterable<L>, filter: LeadFilter, matchesText: (line: L) => boolean): L[] {
  const { matches } = createLeadTally(filter, matchesText);
  return [...lines].filter(matches);
}
