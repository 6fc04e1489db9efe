import type { StateCreator } from 'zustand';
import type { LeadFilter } from '../../contract/lead-filter.ts';
import type { NavigationSlice } from './navigation-slice.ts';

/** Whose recommended products are about to be sent: some leads, or everything that matches a filter. */
export type Audience = Readonly<{ kind: 'ids'; ids: readonly string[] }> | Readonly<{ kind: 'matching'; filter: LeadFilter }>;

/** A message being written, from wherever it was started; it is gone with the window and sent only when confirmed. */
export type ComposeSlice = Readonly<{
  audience: Audience | undefined;
  /** Opens the dispatch screen with these people. */
  compose: (audience: Audience) => void;
  dropMessage: () => void;
}>;

export const createComposeSlice: StateCreator<ComposeSlice & NavigationSlice, [], [], ComposeSlice> = (set) => ({
  audience: undefined,
  compose: (audience) => set({ audience, screen: 'dispatch' }),
  dropMessage: () => set({ audience: undefined }),
});
