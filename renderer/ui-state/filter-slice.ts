import type { StateCreator } from 'zustand';
import { everyLead, type LeadFilter, type LeadSort } from '../../contract/lead-filter.ts';
import type { Segment } from '../../contract/segment.ts';

/** What the marketer is asking for. Answers live in the replica, never here. */
export type FilterSlice = Readonly<{
  filter: LeadFilter;
  sort: LeadSort;
  /** The saved segment that the filter began as, until it is cleared or another one is picked. */
  segmentId: string | undefined;
  narrow: (change: Partial<LeadFilter>) => void;
  clear: () => void;
  applySegment: (segment: Pick<Segment, 'id' | 'filter'>) => void;
  /** The filter is this segment from now on, or none. */
  beSegment: (segmentId: string | undefined) => void;
  sortBy: (by: LeadSort['by']) => void;
}>;

const firstSort: LeadSort = { by: 'score', direction: 'desc' };

/** Words read forward, numbers and times from the top. */
const firstDirection = (by: LeadSort['by']): LeadSort['direction'] =>
  by === 'user' || by === 'product' || by === 'status' ? 'asc' : 'desc';

const flipped = (direction: LeadSort['direction']) => (direction === 'asc' ? 'desc' : 'asc');

export const createFilterSlice: StateCreator<FilterSlice> = (set) => ({
  filter: everyLead,
  sort: firstSort,
  segmentId: undefined,
  narrow: (change) => set(({ filter }) => ({ filter: { ...filter, ...change } })),
  clear: () => set({ filter: everyLead, segmentId: undefined }),
  applySegment: ({ id, filter }) => set({ segmentId: id, filter }),
  beSegment: (segmentId) => set({ segmentId }),
  sortBy: (by) => set(({ sort }) => ({ sort: { by, direction: sort.by === by ? flipped(sort.direction) : firstDirection(by) } })),
});
