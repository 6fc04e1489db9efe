import { useMemo, useRef, useSyncExternalStore } from 'react';
import type { Observable } from 'rxjs';
import { streamStore } from './stream-store.ts';

/**
 * The newest value of a stream; `undefined` until the first one ever. When the caller hands in another stream (a new filter), the
 * old value stays until the new one speaks, so that a table does not blink. An error of the stream is thrown into the nearest
 * boundary. The stream must be memoised by the caller.
 */
export function useStream<T>(source$: Observable<T>): T | undefined {
  const newest = useRef<T | undefined>(undefined);
  const store = useMemo(() => streamStore(source$, newest), [source$]);
  return useSyncExternalStore(store.subscribe, store.read);
}
