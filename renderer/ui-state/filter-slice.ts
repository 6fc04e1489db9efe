import type { StateCreator } from 'zustand';
import { everyLead, type LeadFilter, type LeadSort } from '../../contract/lead-filter.ts';

/** What the marketer is asking for. Answers live in the replica, never here. */
export type FilterSlice = Readonly<{
  filter: LeadFilter;
  sort: LeadSort;
  narrow: (change: Partial<LeadFilter>) => void;
  clear: () => void;
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
  narrow: (change) => set(({ filter }) => ({ filter: { ...filter, ...change } })),
  clear: () => set({ filter: everyLead }),
  sortBy: (by) => set(({ sort }) => ({ sort: { by, direction: sort.by === by ? flipped(sort.direction) : firstDirection(by) } })),
});
