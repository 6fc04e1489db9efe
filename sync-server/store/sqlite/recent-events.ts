import type { EventFact, PlacedFact } from '../port/fact.ts';
import type { Workspace } from './workspaces.ts';

/**
 * The newest events of each log, as this process has written them a moment ago: what the fold asks for next. Only the one writer
 * appends, so what was committed here needs neither be read again nor checked; from the disk every fact is.
 */
export interface RecentEvents {
  appended(workspace: Workspace, events: readonly Placed[]): void;
  /** The events after a cursor, at most `limit`; undefined where they must be read. */
  after(workspace: Workspace, cursor: number, limit: number): readonly Placed[] | undefined;
  /** The cursor is here: nobody asks for what is before it. */
  folded(workspace: Workspace, cursor: number): void;
  /** What is held may have been rolled back. */
  forget(): void;
}

export type Placed = EventFact & PlacedFact;

/** Every event of the log after `since` is in `events`. */
type Held = { since: number; events: Placed[] };

/** Of all workspaces together; about 30 MB. A fold that trails further reads the log. */
const MOST_HELD = 20_000;

export function recentEvents(mostHeld = MOST_HELD): RecentEvents {
  const held = new Map<number, Held>();
  let count = 0;

  function hold(id: number, known: Held): void {
    count += known.events.length - (held.get(id)?.events.length ?? 0);
    held.set(id, known);
  }

  /** Of the workspace whose fold trails the most, so that one that stands still takes nothing from the others. */
  function dropLongest(): void {
    const [id, { events }] = [...held].reduce((a, b) => (b[1].events.length > a[1].events.length ? b : a));
    hold(id, { since: (events.at(-1) as Placed).position, events: [] });
  }

  return {
    appended({ id }, events) {
      const [first] = events;
      if (!first) return;
      const known = held.get(id) ?? { since: first.position - 1, events: [] };
      held.set(id, known);
      for (const event of events) known.events.push(event);
      count += events.length;
      while (count > mostHeld) dropLongest();
    },
    after({ id }, cursor, limit) {
      const known = held.get(id);
      return known && cursor >= known.since ? from(known.events, cursor, limit) : undefined;
    },
    folded({ id }, cursor) {
      const known = held.get(id);
      if (known && cursor > known.since) hold(id, { since: cursor, events: from(known.events, cursor) });
    },
    forget() {
      held.clear();
      count = 0;
    },
  };
}

function from(events: readonly Placed[], cursor: number, limit = events.length): Placed[] {
  const first = events.findIndex(({ position }) => position > cursor);
  return first === -1 ? [] : events.slice(first, first + limit);
}
