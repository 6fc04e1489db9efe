import type { Database } from './database.ts';
import { prepare } from './database.ts';

/** Writes one after another, in the order they were asked for. */
export interface Writer {
  /** Runs `work` in one transaction; resolves when it is on the disk. Rolled back whole where `work` or the commit fails. */
  transaction<T>(work: () => T | Promise<T>): Promise<T>;
  /** Resolves when every write asked for has ended; later ones are refused. */
  stop(): Promise<void>;
}

/** @param forget empties what is remembered of the database: after a write that failed, it may be of what was rolled back */
export function serialWriter(database: Database, forget: () => void): Writer {
  const begin = prepare(database, 'BEGIN IMMEDIATE');
  const commit = prepare(database, 'COMMIT');
  let last: Promise<unknown> = Promise.resolve();
  let stopped = false;

  async function run<T>(work: () => T | Promise<T>): Promise<T> {
    begin.run();
    try {
      const result = await work();
      commit.run();
      return result;
    } catch (cause) {
      forget();
      rollBack(database, cause);
      throw cause;
    }
  }

  return {
    transaction(work) {
      if (stopped) return Promise.reject(new Error('the store is closed'));
      const result = last.then(() => run(work));
      last = settled(result);
      return result;
    },
    async stop() {
      stopped = true;
      await last;
    },
  };
}

/** A failed write is its caller's; the next one only waits for it to be over. */
const settled = (result: Promise<unknown>): Promise<void> =>
  result.then(
    () => undefined,
    () => undefined,
  );

/** A full disk may have rolled back already. */
function rollBack(database: Database, cause: unknown): void {
  if (!database.isTransaction) return;
  try {
    database.exec('ROLLBACK');
  } catch (second) {
    throw new AggregateError([cause, second], 'a failed write could not be rolled back');
  }
}
