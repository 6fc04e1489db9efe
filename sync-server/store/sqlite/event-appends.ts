import type { EventFact } from '../port/fact.ts';
import type { FactPlaces } from './fact-places.ts';
import type { FactReads } from './fact-reads.ts';
import type { FactWrites } from './fact-writes.ts';
import type { Placed, RecentEvents } from './recent-events.ts';
import type { Counters, Workspace } from './workspaces.ts';

/** What became of an event, and where the log has its id. */
export type EventAppended = Readonly<{ outcome: 'stored' | 'duplicate' | 'idReused'; position: number }>;

/** In a write transaction: appends events, each once by its id, so one call may be given an event twice. Moves the counters. */
export type AppendEvents = (workspace: Workspace, counters: Counters, events: readonly EventFact[]) => readonly EventAppended[];

type Parts = Readonly<{ facts: FactWrites; places: FactPlaces; recent: RecentEvents; digestAt: FactReads['digestAt'] }>;

export function eventAppends({ facts, places, recent, digestAt }: Parts): AppendEvents {
  function store(workspace: Workspace, counters: Counters, event: EventFact): Placed {
    const position = counters.position + 1;
    facts.insert(workspace, position, event);
    places.event(workspace, counters, event.factId, position);
    counters.position = position;
    counters.lastEvent = position;
    return { ...event, position };
  }

  return (workspace, counters, events) => {
    const stored: Placed[] = [];
    const appended = events.map((event): EventAppended => {
      const position = places.position(workspace, counters, event.factId);
      if (position !== undefined) {
        return { outcome: digestAt(workspace, position) === event.digest ? 'duplicate' : 'idReused', position };
      }
      stored.push(store(workspace, counters, event));
      return { outcome: 'stored', position: counters.position };
    });
    recent.appended(workspace, stored);
    places.settle(workspace, counters);
    return appended;
  };
}
