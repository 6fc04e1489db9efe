import type { Hold, MemoryDisk } from './disk.ts';

/** Writes one after another, in the order they were asked for. */
export interface Writer {
  /** Runs `work` in one transaction; resolves when it is on the simulated disk. Nothing of it stays where it fails, or the disk is lost. */
  transaction<T>(work: () => T | Promise<T>): Promise<T>;
  /** Throws once the disk is lost: whoever was in the middle of something must not go on in the next one's transaction. */
  check(): void;
  /** Resolves when every write asked for has ended; later ones are refused. */
  stop(): Promise<void>;
}

/** @param sync resolves when what was written is durable; a crash before that loses it */
export function memoryWriter(disk: MemoryDisk, hold: Hold, sync: () => Promise<void>): Writer {
  let last: Promise<unknown> = Promise.resolve();
  let stopped = false;

  const check = () => {
    if (!hold.alive()) throw new Error(stopped ? 'the store is closed' : 'the disk is lost');
  };

  async function run<T>(work: () => T | Promise<T>): Promise<T> {
    check();
    try {
      const result = await work();
      check();
      if (!disk.touched()) return result; // as a database, which has nothing to make durable then
      await sync();
      check();
      disk.sync();
      return result;
    } catch (cause) {
      if (hold.alive()) disk.drop();
      throw cause;
    }
  }

  return {
    check,
    transaction(work) {
      if (stopped) return Promise.reject(new Error('the store is closed'));
      const result = last.then(() => run(work));
      last = result.catch(() => undefined); // its caller's; the next one only waits for it to be over
      return result;
    },
    async stop() {
      stopped = true;
      await last;
    },
  };
}
