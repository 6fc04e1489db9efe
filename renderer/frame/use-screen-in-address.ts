import { useEffect } from 'react';
import { screenOfHash } from '../ui-state/navigation-slice.ts';
import { useUiStore } from '../ui-state/store.ts';

/** Keeps the screen in the address, so that reloading and the browser's back button do what they always do. */
export function useScreenInAddress(): void {
  useEffect(() => {
    const fromAddress = () => {
      const screen = screenOfHash(location.hash);
      if (screen) useUiStore.getState().go(screen);
    };
    fromAddress();
    addEventListener('popstate', fromAddress);
    const stop = useUiStore.subscribe(({ screen }) => {
      if (screenOfHash(location.hash) !== screen) history.pushState(null, '', `#/${screen}`);
    });
    return () => {
      removeEventListener('popstate', fromAddress);
      stop();
    };
  }, []);
}
