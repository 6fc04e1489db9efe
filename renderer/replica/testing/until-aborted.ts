/**
 * A request that is never answered, and rejects once it is given up, as `fetch` does. Not even a dead man's outlives that, or what waits for it
 * could never be closed.
 */
export const untilAborted = (signal: AbortSignal | null | undefined) =>
  new Promise<never>((_, reject) => {
    if (signal?.aborted) reject(new DOMException('', 'AbortError'));
    signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')), { once: true });
  });
