export type Batcher<T, R> = Readonly<{
  /** Resolves with the item's result once its batch is committed; rejects with it where the commit fails. */
  add(item: T): Promise<R>;
  /** Resolves when nothing waits and nothing is being committed. */
  idle(): Promise<void>;
}>;

type Waiter<T, R> = Readonly<{ item: T; resolve: (result: R) => void; reject: (reason: unknown) => void }>;

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
  const waiting: Waiter<T, R>[] = [];
  let committing = false;
  let timer: NodeJS.Timeout | undefined;
  const idlers: (() => void)[] = [];

  async function commitAll(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    committing = true;
    while (waiting.length > 0) await settle(waiting.splice(0, maxItems), commit);
    committing = false;
    for (const tell of idlers.splice(0)) tell();
  }

  function schedule(): void {
    if (committing) return;
    if (waiting.length >= maxItems) void commitAll();
    else timer ??= setTimeout(() => void commitAll(), gatherMs);
  }

  return {
    add: (item) =>
      new Promise<R>((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        schedule();
      }),
    idle: () => (waiting.length === 0 && !committing ? Promise.resolve() : new Promise((resolve) => idlers.push(resolve))),
  };
}

async function settle<T, R>(batch: readonly Waiter<T, R>[], commit: (items: readonly T[]) => Promise<readonly R[]>): Promise<void> {
  try {
    const results = await commit(batch.map(({ item }) => item));
    if (results.length !== batch.length) throw new Error('a commit must give one result an item');
    batch.forEach(({ resolve }, index) => {
      resolve(results[index] as R);
    });
  } catch (reason) {
    for (const { reject } of batch) reject(reason);
  }
}
