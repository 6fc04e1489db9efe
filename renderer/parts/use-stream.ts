import { useMemo, useRef, useSyncExternalStore } from 'react';
import type { Observable } from 'rxjs';

/**
 * The newest value of a stream; `undefined` until the first one ever. When the caller hands in another stream (a new filter), the
 * old value stays until the new one speaks, so that a table does not blink. An error of the stream is thrown into the nearest
 * boundary. The stream must be memoised by the caller.
 */
export function useStream<T>(source$: Observable<T>): T | undefined {
  const newest = useRef<T | undefined>(undefined);
  const store = useMemo(() => listenTo(source$, newest), [source$]);
  return useSyncExternalStore(store.subscribe, store.read);
}

function listenTo<T>(source$: Observable<T>, newest: { current: T | undefined }) {
  let failure: { cause: unknown } | undefined;
  return {
    subscribe(changed: () => void) {
      const subscription = source$.subscribe({
        next: (value) => {
          newest.current = value;
          changed();
        },
        error: (cause: unknown) => {
          failure = { cause };
          changed();
        },
      });
      return () => subscription.unsubscribe();
    },
    read() {
      if (failure) throw new Error('a stream of the desk ended', { cause: failure.cause });
      return newest.current;
    },
  };
}
