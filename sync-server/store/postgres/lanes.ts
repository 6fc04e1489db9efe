/** Orders what one process asks for, so that it does not keep its own connections waiting for its own locks. */
export interface Lanes {
  /** After everything asked for on this lane before. */
  inTurn<T>(lane: string, work: () => Promise<T>): Promise<T>;
  /** At once, beside others. */
  beside<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when everything asked for has ended; later work is refused. */
  stop(): Promise<void>;
}

export function createLanes(): Lanes {
  const last = new Map<string, Promise<unknown>>();
  const running = new Set<Promise<unknown>>();
  let stopped = false;

  function track<T>(work: Promise<T>): Promise<T> {
    const over: Promise<unknown> = work.then(
      () => running.delete(over),
      () => running.delete(over),
    );
    running.add(over);
    return work;
  }
  const refused = () => Promise.reject(new Error('the store is closed'));

  return {
    inTurn(lane, work) {
      if (stopped) return refused();
      const result = (last.get(lane) ?? Promise.resolve()).then(work, work);
      last.set(
        lane,
        result.catch(() => undefined),
      );
      return track(result);
    },
    beside: (work) => (stopped ? refused() : track(work())),
    async stop() {
      stopped = true;
      await Promise.all(running);
    },
  };
}
