import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { aLead, aPerson, aProduct } from '../../../contract/testing/build-document.ts';
import { someTime } from '../../../contract/testing/build-event.ts';
import type { LeadRow } from '../desk/lead-view.ts';
import type { RunningDesk } from '../start-desk.ts';
import type { Surroundings } from '../surroundings.ts';
import { everyLeadQuery, someSurroundings, until } from './a-desk.ts';
import type { ShopServer } from './a-server.ts';
import { faultyStorage } from './faulty-storage.ts';
import { untilAborted } from './until-aborted.ts';

const days = 86_400_000;
const epochs = { restored: '00000000-0000-4000-8000-00000000000b' };

/** A machine on which the desk's process can be killed before any write to its store; what was written before stays. */
export type Machine = Readonly<{
  writes: () => number;
  killed: () => boolean;
  /** The process that dies. */
  victim: () => Surroundings;
  /** The next process, with or without a server. */
  next: (online: boolean) => Surroundings;
  storage: Surroundings['storage'];
  pass: (ms: number) => void;
}>;

let machines = 0;

/** `killedAt` counts every write of every store from 1, RxDB's own too; 0: never. */
export function aMachine(server: ShopServer, killedAt: number): Machine {
  const storage = getRxStorageDexie({ indexedDB: new IDBFactory(), IDBKeyRange });
  let writes = 0;
  let clock = someTime;
  let lives = 0;
  const killed = () => killedAt > 0 && writes >= killedAt;
  const dying = faultyStorage(
    storage,
    async ({ collection }) => {
      writes++;
      if (killed() && collection === '_rxdb_internal') throw new Error('killed'); // RxDB waits for ever for its own to be there
      return killed() ? 'lost' : undefined;
    },
    `dying ${++machines}`,
  );
  const surroundings = (fetch: Surroundings['fetch'], own: Surroundings['storage']) => {
    const life = ++lives;
    return someSurroundings(fetch, { storage: own, now: () => clock + life * 1_000 });
  };
  return {
    writes: () => writes,
    killed,
    victim: () => surroundings((path, init) => (killed() ? untilAborted(init.signal) : server.fetch(path, init)), dying),
    next: (online) => surroundings(online ? server.fetch : () => Promise.reject(new TypeError('fetch failed')), storage),
    storage,
    pass: (ms) => {
      clock += ms;
    },
  };
}

/** What the marketer did and was told is stored, or saw: by lead. */
export type Seen = Readonly<{ patched: Map<string, string>; overwritten: Set<string>; killed: () => boolean }>;

type Step = Readonly<{
  server?: (server: ShopServer) => void;
  desk?: (desk: RunningDesk, seen: Seen) => Promise<unknown>;
  restart?: number;
}>;

const leadOf = (userId: string, change: Parameters<typeof aLead>[0] = {}) => aLead({ userId, id: `${userId}~001`, ...change });
const fillers = Array.from({ length: 20 }, (_, i) => `f${i}`);
const patched = ['a', 'b', 'c', 'd'];
/** Whose patch a teammate writes over, with or without the desk. */
export const overwrittenInTheEnd = 'd';
export const swept = ['g1', 'g2', 'g3'];

const write = (server: ShopServer, users: readonly string[], change: Parameters<typeof aLead>[0] = {}) =>
  server.write(users.map((user) => ['lead', leadOf(user, change)]));

const rowsOf = (desk: RunningDesk, holds: (rows: readonly LeadRow[]) => boolean) =>
  until(desk.leads$(everyLeadQuery), ({ rows }) => holds(rows));
const rowIs = (desk: RunningDesk, user: string, holds: (row: LeadRow) => boolean) =>
  rowsOf(desk, (rows) => rows.some((row) => row.userId === user && holds(row)));
const inStep = (desk: RunningDesk) => until(desk.status$, ({ connection, waiting }) => connection === 'connected' && waiting === 0);

const patch = (user: string, to: string) => async (desk: RunningDesk, seen: Seen) => {
  await desk.patch({ kind: 'ids', ids: [`${user}~001`] }, [{ field: 'status', to }]);
  if (seen.killed()) return; // the store's word came from a dead man
  seen.patched.set(user, to);
  await rowIs(desk, user, ({ status, pending }) => status === to && !pending);
};

/** Filling, pokes, commands with their outcomes, a teammate's edit, a deletion, a restored server with its sweep, a purge. */
export const story: readonly Step[] = [
  {
    server: (server) => {
      write(server, [...fillers, ...patched, ...swept]);
      server.write([
        ['person', aPerson()],
        ['product', aProduct()],
      ]);
    },
    desk: inStep,
  },
  {
    server: (server) => write(server, fillers.slice(0, 3), { searches: 7 }),
    desk: (desk) => rowIs(desk, 'f0', ({ searches }) => searches === 7),
  },
  { desk: patch('a', 'contacted') },
  { desk: patch('d', 'contacted') },
  {
    server: (server) => write(server, ['d'], { status: 'won' }),
    desk: async (desk, seen) => {
      seen.patched.delete('d');
      await rowIs(desk, 'd', ({ status }) => status === 'won');
      if (!seen.killed()) seen.overwritten.add('d');
    },
  },
  {
    server: (server) => server.write([['lead', leadOf('g1'), 'deleted']]),
    desk: (desk) => rowsOf(desk, (rows) => !rows.some(({ userId }) => userId === 'g1')),
  },
  {
    // The backup is older than the first patch, which has to be given again, and has the second, which must not show again.
    server: (server) => {
      server.restore(epochs.restored, server.applied.slice(1, 2));
      write(server, [...fillers, 'a', 'b', 'c']);
      write(server, ['d'], { status: 'won' });
      server.hangUp();
    },
    desk: async (desk) => {
      await rowsOf(desk, (rows) => !rows.some(({ userId }) => swept.includes(userId)));
      await rowIs(desk, 'a', ({ status, pending }) => status === 'contacted' && !pending);
      await inStep(desk);
    },
  },
  { restart: 31 * days, desk: patch('b', 'interested') },
  { desk: patch('c', 'lost') },
];
