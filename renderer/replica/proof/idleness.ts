import type { Surroundings } from '../surroundings.ts';

/** So long nobody may have touched the desk, and nothing may have come, before it counts as idle. */
const quietMs = 2_000;

/** Knows when the machine has nothing better to do than to read its own disk. */
export interface Idleness {
  /** Somebody did something, or the store was busy. */
  touched(): void;
  /** Resolves after a stretch in which nobody and nothing did, or when aborted. */
  whenIdle(ending: AbortSignal): Promise<void>;
}

/** `busy` is asked at the end of a stretch. */
export function createIdleness({ wait }: Pick<Surroundings, 'wait'>, busy: () => boolean): Idleness {
  let touches = 0;
  return {
    touched: () => {
      touches++;
    },
    whenIdle: async (ending) => {
      for (;;) {
        const before = touches;
        await wait(quietMs, ending);
        if (ending.aborted || (touches === before && !busy())) return;
      }
    },
  };
}
