import type { Observable } from 'rxjs';
import { withEqualParts } from './equal-parts.ts';

export type StreamStore<T> = Readonly<{ subscribe: (changed: () => void) => () => void; read: () => T | undefined }>;

/** What `useSyncExternalStore` reads a stream through. `newest` outlives the store: the next stream's store begins with it. */
export function streamStore<T>(source$: Observable<T>, newest: { current: T | undefined }): StreamStore<T> {
  let failure: { cause: unknown } | undefined;
  return {
    subscribe(changed: () => void) {
      const subscription = source$.subscribe({
        next: (value) => {
          const kept = withEqualParts(newest.current, value);
          if (kept === newest.current) return;
          newest.current = kept;
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
