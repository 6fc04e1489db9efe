import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { type ComposeSlice, createComposeSlice } from './compose-slice.ts';
import { createDraftSlice, type DraftSlice } from './draft-slice.ts';
import { createFilterSlice, type FilterSlice } from './filter-slice.ts';
import { createNavigationSlice, type NavigationSlice } from './navigation-slice.ts';
import { createPeriodSlice, type PeriodSlice } from './period-slice.ts';
import { createPreferencesSlice, type PreferencesSlice } from './preferences-slice.ts';
import { createUndoSlice, type UndoSlice } from './undo-slice.ts';

export type UiState = NavigationSlice & ComposeSlice & FilterSlice & DraftSlice & PeriodSlice & UndoSlice & PreferencesSlice;

/** What the marketer is asking for and how they like it. Preferences alone are kept in localStorage. */
export const useUiStore = create<UiState>()(
  persist(
    (...tools) => ({
      ...createNavigationSlice(...tools),
      ...createComposeSlice(...tools),
      ...createFilterSlice(...tools),
      ...createDraftSlice(...tools),
      ...createPeriodSlice(...tools),
      ...createUndoSlice(...tools),
      ...createPreferencesSlice(...tools),
    }),
    {
      name: 'talklens-preferences',
      version: 1,
      partialize: ({ language, colourScheme, density }) => ({ language, colourScheme, density }),
    },
  ),
);
