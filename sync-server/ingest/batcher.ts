/** Whoever added an item; told once, and must not throw. A pair of calls costs less than a promise, and there is one an event. */
export type Receiver<R> = Readonly<{
  /** The item's result, once its batch is committed. */
  done: (result: R) => void;
  /** Why its batch could not be committed. */
  failed: (reason: unknown) => void;
}>;

export type Batcher<T, R> = Readonly<{
  add(item: T, receiver: Receiver<R>): void;
  /** Resolves when nothing waits and nothing is being committed. */
  idle(): Promise<void>;
}>;

/** How long a lone item waits for company, and how many go in one commit (measured: group commit hides the fsync). */
const gatherMs = 2;
const maxItems = 1_000;

/**
 * Collects items into commits, one at a time and in order: the next starts as soon as the previous is done, or 2 ms after
 * the first item where none is under way.
 *
 * @param commit gives one result an item, in the order given
 */
export function createBatcher<T, R>(commit: (items: readonly T[]) => Promise<readonly R[]>): Batcher<T, R> {
  const items: T[] = [];
  const receivers: Receiver<R>[] = [];
  let committing = false;
  let timer: NodeJS.Timeout | undefined;
  const idlers: (() => void)[] = [];

  async function commitAll(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    committing = true;
    while (items.length > 0) await settle(items.splice(0, maxItems), receivers.splice(0, maxItems), commit);
    committing = false;
    for (const tell of idlers.splice(0)) tell();
  }

  function schedule(): void {
    if (committing) return;
    if (items.length >= maxItems) void commitAll();
    else timer ??= setTimeout(() => void commitAll(), gatherMs);
  }

  return {
    add: (item, receiver) => {
      items.push(item);
      receivers.push(receiver);
      schedule();
    },
    idle: () => (items.length === 0 && !committing ? Promise.resolve() : new Promise((resolve) => idlers.push(resolve))),
  };
}

async function settle<T, R>(
  batch: readonly T[],
  receivers: readonly Receiver<R>[],
  commit: (items: readonly T[]) => Promise<readonly R[]>,
): Promise<void> {
  let results: readonly R[];
  try {
    results = await commit(batch);
    if (results.length !== batch.length) throw new Error('a commit must give one result an item');
  } catch (reason) {
    for (const { failed } of receivers) failed(reason);
    return;
  }
  receivers.forEach(({ done }, index) => {
    done(results[index] as R);
  });
}
