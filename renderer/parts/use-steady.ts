import { useCallback, useLayoutEffect, useRef } from 'react';

/**
 * One function for the component's whole life that does what the newest one would: a handler that changes with every page of rows
 * draws nothing anew. For handlers only, never to be called while rendering.
 */
export function useSteady<A extends readonly unknown[], R>(newest: (...args: A) => R): (...args: A) => R {
  const current = useRef(newest);
  useLayoutEffect(() => {
    current.current = newest;
  });
  return useCallback((...args: A) => current.current(...args), []);
}
