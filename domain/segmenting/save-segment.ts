import type { SaveSegment } from '../../contract/command/save-segment.ts';
import type { LeadFilter } from '../../contract/lead-filter.ts';
import type { Segment } from '../../contract/segment.ts';
import { sameFilter } from './same-filter.ts';

/** Values that somebody had set and whoever replaced them had not seen. */
export type LostOfSegment = Readonly<{ name?: string; filter?: LeadFilter }>;

/** What became of a segment. `unchanged`: it was like this already; `unknown`: there is none to change. */
export type SegmentSave =
  | Readonly<{ kind: 'made' | 'restored'; segment: Segment }>
  | Readonly<{ kind: 'changed'; segment: Segment; renamedFrom?: string; filterChanged: boolean; lost?: LostOfSegment }>
  | Readonly<{ kind: 'unchanged' | 'unknown' }>;

export type SegmentAuthor = Readonly<{ by: string; at: number }>;

/**
 * Saves a segment, by the rule for everything that people set: name and filter each by itself, the later command in log order wins, and
 * what it replaced unseen is told. Server and desk ask this same function.
 */
export function saveSegment(
  now: Segment | undefined,
  { segmentId, name, filter, undoes }: SaveSegment,
  author: SegmentAuthor,
): SegmentSave {
  if (!now) {
    if (!name || !filter) return { kind: 'unknown' };
    return { kind: undoes ? 'restored' : 'made', segment: { id: segmentId, name: name.to, filter: filter.to, ...author } };
  }
  const renamed = name !== undefined && name.to !== now.name;
  const filterChanged = filter !== undefined && !sameFilter(filter.to, now.filter);
  if (undoes || !(renamed || filterChanged)) return { kind: 'unchanged' };
  const lost = {
    ...(renamed && name.from !== now.name && { name: now.name }),
    ...(filterChanged && !(filter.from && sameFilter(filter.from, now.filter)) && { filter: now.filter }),
  };
  return {
    kind: 'changed',
    segment: { ...now, ...(renamed && { name: name.to }), ...(filterChanged && { filter: filter.to }), ...author },
    ...(renamed && { renamedFrom: now.name }),
    filterChanged,
    ...(Object.keys(lost).length > 0 && { lost }),
  };
}
