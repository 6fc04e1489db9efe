/** How long a delivered row may wait for others, so that settling costs the disk one write for many clients, not one each. */
const gatherMs = 50;

/** A row whose messages are all acknowledged, and how many it had. */
export type DeliveredRow = Readonly<{ id: number; messages: number }>;

export type Settler = Readonly<{
  /** Resolves when the row is done for good. A crash before that gives it again, with the same ids: that is allowed. */
  settle(workspace: string, row: DeliveredRow): Promise<void>;
  /** Writes at once what waits; resolves when it is written. */
  flush(): Promise<void>;
}>;

type Waiter = Readonly<{ row: DeliveredRow; resolve: () => void; reject: (reason: unknown) => void }>;

export function createSettler(settleRows: (workspace: string, rows: readonly DeliveredRow[]) => Promise<void>): Settler {
  let waiting = new Map<string, Waiter[]>();
  let timer: NodeJS.Timeout | undefined;
  let written = Promise.resolve();

  async function write(all: ReadonlyMap<string, readonly Waiter[]>): Promise<void> {
    for (const [workspace, waiters] of all) {
      try {
        await settleRows(
          workspace,
          waiters.map(({ row }) => row),
        );
        for (const { resolve } of waiters) resolve();
      } catch (error) {
        for (const { reject } of waiters) reject(error);
      }
    }
  }

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const all = waiting;
    waiting = new Map();
    written = written.then(() => write(all));
    return written;
  };

  return {
    settle: (workspace, row) =>
      new Promise((resolve, reject) => {
        const ofWorkspace = waiting.get(workspace) ?? [];
        ofWorkspace.push({ row, resolve, reject });
        waiting.set(workspace, ofWorkspace);
        timer ??= setTimeout(flush, gatherMs);
      }),
    flush,
  };
}
