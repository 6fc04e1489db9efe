import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { filter, firstValueFrom, type Observable, Subject } from 'rxjs';
import { everyLead } from '../../../contract/lead-filter.ts';
import { someTime } from '../../../contract/testing/build-event.ts';
import type { LeadQuery, ReplicaStatus } from '../desk.ts';
import { webReplicaLock } from '../replica-lock.ts';
import { type RunningDesk, startDesk } from '../start-desk.ts';
import type { Surroundings } from '../surroundings.ts';
import { waitFor } from '../wait-for.ts';
import { createMemoryLocks } from './memory-locks.ts';

/** What a desk stands on in a test: everything real but the network, the clock's hands and the waits, which are short. */
export function someSurroundings(
  fetch: Surroundings['fetch'],
  change: Partial<Surroundings> = {},
): Surroundings & Readonly<{ online$: Subject<unknown> }> {
  const online$ = new Subject<unknown>();
  return {
    fetch,
    storage: getRxStorageDexie(),
    now: () => someTime,
    // a back-off is never longer than 20 ms, but the deadline and the silence watch stay what they are
    wait: (ms, signal) => waitFor(ms > 31_000 ? ms : Math.min(ms, 20), signal),
    random: Math.random,
    lock: webReplicaLock(createMemoryLocks()),
    persisted: async () => false,
    ...change,
    online$,
  };
}

/** A desk that is stopped when the test ends. */
export function aDesk(surroundings: Surroundings): RunningDesk {
  return startDesk(surroundings);
}

export const everyLeadQuery: LeadQuery = { filter: everyLead, sort: { by: 'user', direction: 'asc' }, offset: 0, limit: 50 };

export const until = <T>(values$: Observable<T>, holds: (value: T) => boolean): Promise<T> => firstValueFrom(values$.pipe(filter(holds)));

export const untilStatus = (desk: RunningDesk, connection: ReplicaStatus['connection']): Promise<ReplicaStatus> =>
  until(desk.status$, (status) => status.connection === connection);
