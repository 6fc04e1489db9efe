import type { StateCreator } from 'zustand';
import type { LeadFilter } from '../../contract/lead-filter.ts';
import { unwritten, type WrittenMessage } from '../../domain/dispatching/written-message.ts';
import type { NavigationSlice } from './navigation-slice.ts';

/** Whose recommended products are about to be sent: some leads, or everything that matches a filter. */
export type Audience = Readonly<{ kind: 'ids'; ids: readonly string[] }> | Readonly<{ kind: 'matching'; filter: LeadFilter }>;

/** A message being written, from wherever it was started; it is gone with the window and sent only when confirmed. */
export type ComposeSlice = Readonly<{
  audience: Audience | undefined;
  /** What is written so far; it outlives a look at another screen. */
  written: WrittenMessage;
  /** Opens the dispatch screen with these people. */
  compose: (audience: Audience) => void;
  address: (audience: Audience) => void;
  write: (written: WrittenMessage) => void;
  dropMessage: () => void;
}>;

export const createComposeSlice: StateCreator<ComposeSlice & NavigationSlice, [], [], ComposeSlice> = (set) => ({
  audience: undefined,
  written: unwritten,
  compose: (audience) => set({ audience, written: unwritten, screen: 'dispatch' }),
  address: (audience) => set({ audience }),
  write: (written) => set({ written }),
  dropMessage: () => set({ audience: undefined, written: unwritten }),
});
