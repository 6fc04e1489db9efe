import type { LeadFilter } from '../../../contract/lead-filter.ts';
import type { Segment } from '../../../contract/segment.ts';
import { sameFilter } from '../../../domain/segmenting/same-filter.ts';
import { type LeadRows, rowMatcher, type SearchableRow } from '../lead-rows.ts';

/** How many leads each segment has, kept up to date row by row: a change costs what changed, and asking costs nothing. */
export type SegmentCounts = Readonly<{ of: (segments: readonly Segment[]) => ReadonlyMap<string, number> }>;

type Counted = { readonly filter: LeadFilter; readonly matches: (row: SearchableRow) => boolean; count: number };

export function createSegmentCounts(rows: LeadRows): SegmentCounts {
  const counted = new Map<string, Counted>();

  rows.follow((before, after) => {
    for (const each of counted.values())
      each.count += Number(after ? each.matches(after) : false) - Number(before ? each.matches(before) : false);
  });

  const upToDate = ({ id, filter }: Segment): Counted => {
    const known = counted.get(id);
    if (known && sameFilter(known.filter, filter)) return known;
    const fresh = { filter, matches: rowMatcher(filter), count: rows.matching(filter).length };
    counted.set(id, fresh);
    return fresh;
  };

  return {
    of: (segments) => {
      const ids = new Set(segments.map(({ id }) => id));
      for (const id of counted.keys()) if (!ids.has(id)) counted.delete(id);
      return new Map(segments.map((segment) => [segment.id, upToDate(segment).count]));
    },
  };
}
