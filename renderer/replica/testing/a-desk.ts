import { filter, firstValueFrom, type Observable, Subject } from 'rxjs';
import { type Collection, collections } from '../../../contract/collection.ts';
import { everyLead } from '../../../contract/lead-filter.ts';
import { aLead } from '../../../contract/testing/build-document.ts';
import { someTime } from '../../../contract/testing/build-event.ts';
import { canonicalJson } from '../../../domain/identity/canonical-json.ts';
import type { LeadQuery, LeadRow } from '../desk/lead-view.ts';
import type { ReplicaStatus } from '../desk/replica-status.ts';
import { openReplicaDatabase, readAll } from '../open-database.ts';
import { webReplicaLock } from '../replica-lock.ts';
import { type RunningDesk, startDesk } from '../start-desk.ts';
import { browserStorage } from '../storage/browser-storage.ts';
import type { Surroundings } from '../surroundings.ts';
import { waitFor } from '../wait-for.ts';
import type { FakeServer } from './fake-server.ts';
import { createMemoryLocks } from './memory-locks.ts';

const longestBackOffMs = 30_000;

export type TestSurroundings = Surroundings & Readonly<{ online$: Subject<unknown> }>;

let started = 0;

/** What a desk stands on in a test: everything real but the network, the clock's hands, and back-offs, which are short. */
export function someSurroundings(fetch: Surroundings['fetch'], change: Partial<Surroundings> = {}): TestSurroundings {
  const startedAt = someTime + ++started * 1_000; // so that each remembers its workspace as the one used last
  return {
    fetch,
    storage: browserStorage(),
    now: () => startedAt,
    // deadlines and the watch for silence stay what they are
    wait: (ms, signal) => waitFor(ms > longestBackOffMs ? ms : Math.min(ms, 20), signal),
    random: Math.random,
    lock: webReplicaLock(createMemoryLocks()),
    persisted: async () => false,
    ...change,
    online$: new Subject(),
  };
}

/** Desks that are stopped together, at a test's end. */
export function createDesks() {
  const running = new Set<RunningDesk>();
  return {
    start: (surroundings: Surroundings): RunningDesk => {
      const desk = startDesk(surroundings);
      running.add(desk);
      return desk;
    },
    stop: async (desk: RunningDesk) => {
      running.delete(desk);
      await desk.stop();
    },
    stopAll: async () => {
      for (const desk of running) await desk.stop();
      running.clear();
    },
  };
}

export const everyLeadQuery: LeadQuery = { filter: everyLead, sort: { by: 'user', direction: 'asc' }, offset: 0, limit: 50 };

export const until = <T>(values$: Observable<T>, holds: (value: T) => boolean): Promise<T> => firstValueFrom(values$.pipe(filter(holds)));

export const untilStatus = (desk: RunningDesk, connection: ReplicaStatus['connection']): Promise<ReplicaStatus> =>
  until(desk.status$, (status) => status.connection === connection);

/** The row of a lead, once it is as wished. */
export const untilRow = async (desk: RunningDesk, id: string, holds: (row: LeadRow) => boolean): Promise<LeadRow> => {
  const page = await until(desk.leads$(everyLeadQuery), ({ rows }) => rows.some((row) => row.id === id && holds(row)));
  return page.rows.find((row) => row.id === id) as LeadRow;
};

/** Waits until everything that the server holds now is stored and shown: a lead written last is pulled last. */
export async function untilEqual(desk: RunningDesk, server: FakeServer): Promise<void> {
  const lastSeenAt = someTime + server.head('lead');
  server.write([['lead', aLead({ userId: '0', id: '0~001', lastSeenAt })]]);
  await untilRow(desk, '0~001', (row) => row.lastSeenAt === lastSeenAt);
  await untilStatus(desk, 'connected'); // and what the server is without is swept: a desk that starts over is `filling` until then
}

/** Every read model as it is stored, canonical, for comparing a replica with its server (I5). No desk may be open. */
export async function storedDocuments(storage: Surroundings['storage'], workspace = 'shop'): Promise<Record<Collection, string[]>> {
  const database = await openReplicaDatabase(storage, { workspace, member: 'owner' });
  const found = Object.fromEntries(collections.map((name) => [name, [] as string[]])) as Record<Collection, string[]>;
  for (const name of collections) {
    await readAll(database[name], (some) => void found[name].push(...some.map(({ body }) => canonicalJson(body))));
    found[name].sort();
  }
  await database.close();
  return found;
}

export const serverDocuments = (server: FakeServer): Record<Collection, string[]> =>
  Object.fromEntries(collections.map((name) => [name, server.documents(name).map(canonicalJson).sort()])) as Record<Collection, string[]>;
