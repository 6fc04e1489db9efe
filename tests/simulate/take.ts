/** The first `count` items of a sequence that may have no end. */
export function* take<T>(items: Iterable<T>, count: number): Generator<T> {
  let taken = 0;
  if (count <= 0) return;
  for (const item of items) {
    yield item;
    taken += 1;
    if (taken >= count) return;
  }
}

/** A sequence up to the moment at which the signal is given. */
export function* untilAborted<T>(items: Iterable<T>, signal: AbortSignal): Generator<T> {
  for (const item of items) {
    if (signal.aborted) return;
    yield item;
  }
}
