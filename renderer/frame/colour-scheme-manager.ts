import type { MantineColorSchemeManager } from '@mantine/core';
import { useUiStore } from '../ui-state/store.ts';

/** Mantine's colour scheme is our preference: one place that is kept, and no second copy beside it. */
export function createColourSchemeManager(): MantineColorSchemeManager {
  let stop = () => {};
  return {
    get: () => useUiStore.getState().colourScheme,
    set: (colourScheme) => useUiStore.getState().prefer({ colourScheme }),
    subscribe: (changed) => {
      stop = useUiStore.subscribe((state, before) => {
        if (state.colourScheme !== before.colourScheme) changed(state.colourScheme);
      });
    },
    unsubscribe: () => stop(),
    clear: () => {},
  };
}
