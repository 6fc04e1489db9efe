import { asyncScheduler, map, merge, type Observable, Subject, startWith, throttleTime } from 'rxjs';
import type { Lead } from '../../../contract/lead.ts';
import { type Arrival, type Freshness, freshnessOf, recentArrivals } from '../../../domain/freshness/freshness-of.ts';

/** Often enough to be read, and no more. */
const everyMs = 1_000;

/** When this replica showed news, and how fresh it was. Only in memory: after a start nothing has arrived yet. */
export interface ArrivalWatch {
  /** These leads are shown as they are now. */
  shown(ids: Iterable<string>): void;
  /** When a lead's newest chat event was shown, on the server's clock; undefined where it was here before, or came while we were away. */
  shownAt(leadId: string): number | undefined;
  /** Everything that the server had is shown: what it receives from now on arrives live. */
  inStep(): void;
  /** The line broke: what comes before `inStep` was waiting for us, and says nothing about how fresh news is. */
  lost(): void;
  /** Time has passed: what is old is forgotten. */
  tick(): void;
  readonly freshness$: Observable<Freshness | undefined>;
}

type Needs = Readonly<{ lead: (id: string) => Lead | undefined; serverNow: () => number }>;

export function watchArrivals({ lead, serverNow }: Needs): ArrivalWatch {
  const newest = new Map<string, Arrival>();
  const changed$ = new Subject<void>();
  const ticked$ = new Subject<void>();
  let recent: readonly Arrival[] = [];
  let followingSince = Number.POSITIVE_INFINITY;

  const arrivalOf = (id: string, shownAt: number): Arrival | undefined => {
    const now = lead(id);
    const known = newest.get(id);
    if (!now || now.lastReceivedAt < followingSince) return undefined;
    if (known?.receivedAt === now.lastReceivedAt && known.at === now.lastSeenAt) return undefined; // changed, but not by a chat
    return { at: now.lastSeenAt, receivedAt: now.lastReceivedAt, shownAt: Math.max(shownAt, now.lastReceivedAt) };
  };

  return {
    shown: (ids) => {
      const shownAt = serverNow();
      const arrivals: Arrival[] = [];
      for (const id of ids) {
        const arrival = arrivalOf(id, shownAt);
        if (!arrival) continue;
        newest.set(id, arrival);
        arrivals.push(arrival);
      }
      if (arrivals.length === 0) return;
      recent = [...recent, ...arrivals].slice(-recentArrivals);
      changed$.next();
    },
    shownAt: (leadId) => {
      const arrival = newest.get(leadId);
      const now = arrival && lead(leadId);
      return now?.lastReceivedAt === arrival?.receivedAt ? arrival?.shownAt : undefined;
    },
    inStep: () => {
      followingSince = Math.min(followingSince, serverNow());
    },
    lost: () => {
      followingSince = Number.POSITIVE_INFINITY;
    },
    tick: () => ticked$.next(),
    freshness$: merge(changed$.pipe(throttleTime(everyMs, asyncScheduler, { leading: true, trailing: true })), ticked$).pipe(
      startWith(undefined),
      map(() => freshnessOf(recent, serverNow())),
    ),
  };
}
