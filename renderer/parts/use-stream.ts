import { useMemo, useRef, useSyncExternalStore } from 'react';
import { map, type Observable } from 'rxjs';
import { streamStore } from './stream-store.ts';

/**
 * The newest value of a stream; `undefined` until the first one ever. When the caller hands in another stream (a new filter), the
 * old value stays until the new one speaks, so that a table does not blink. An error of the stream is thrown into the nearest
 * boundary. The stream must be memoised by the caller. A value equal to the last one draws nothing, and its equal parts stay the
 * objects they were.
 */
export function useStream<T>(source$: Observable<T>): T | undefined {
  const newest = useRef<T | undefined>(undefined);
  const store = useMemo(() => streamStore(source$, newest), [source$]);
  return useSyncExternalStore(store.subscribe, store.read);
}

/** As much of a stream as is shown; `select` must be of the module. */
export function useStreamPart<T, P>(source$: Observable<T>, select: (value: T) => P): P | undefined {
  return useStream(useMemo(() => source$.pipe(map(select)), [source$, select]));
}
