/** Not even a dead man's request outlives its being given up, or what waits for it could never be closed. */
export const untilAborted = (signal: AbortSignal | null | undefined) =>
  new Promise<never>((_, reject) => {
    if (signal?.aborted) reject(new TypeError('aborted'));
    signal?.addEventListener('abort', () => reject(new TypeError('aborted')), { once: true });
  });
