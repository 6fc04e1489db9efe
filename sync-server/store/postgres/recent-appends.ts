import type { EventFact } from '../port/fact.ts';

/**
 * The chat events that this process has appended a moment ago: what the fold asks for next, so that it need not read them again. An
 * append's id is a random UUID made here, so a row of that id is the one that was written here, and its seal says at which positions.
 */
export interface RecentAppends {
  appending(append: string, events: readonly EventFact[]): void;
  get(append: string): readonly EventFact[] | undefined;
  /** Nobody asks for it again. */
  folded(append: string): void;
}

/** About 30 MB. A fold that trails further reads the log. */
const MOST_HELD = 20_000;

export function recentAppends(mostHeld = MOST_HELD): RecentAppends {
  const held = new Map<string, readonly EventFact[]>();
  let count = 0;

  function forget(append: string): void {
    count -= held.get(append)?.length ?? 0;
    held.delete(append);
  }

  return {
    appending(append, events) {
      held.set(append, events);
      count += events.length;
      for (const oldest of held.keys()) {
        if (count <= mostHeld) break;
        forget(oldest);
      }
    },
    get: (append) => held.get(append),
    folded: forget,
  };
}
