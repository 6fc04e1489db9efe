import { BehaviorSubject, combineLatest, distinctUntilChanged, map, NEVER, type Observable, of, startWith, switchMap } from 'rxjs';
import { createApi } from './api.ts';
import { type ConnectionState, startConnection, whenConnected } from './connection.ts';
import type { Desk } from './desk.ts';
import { type Acts, actsOn } from './desk-acts.ts';
import { DeskError } from './desk-error.ts';
import { actsOver, readsOver } from './desk-methods.ts';
import { type Reads, readsOf } from './desk-reads.ts';
import { type Standing, statusOf } from './desk-status.ts';
import { openSessionDatabase } from './open-database.ts';
import type { Replica } from './open-replica.ts';
import { quarantineCalls } from './quarantine-calls.ts';
import type { Ownership } from './replica-lock.ts';
import { sessionMemory } from './session-memory.ts';
import type { Surroundings } from './surroundings.ts';
import { createWorkspaceSwitch } from './workspace-switch.ts';

/** The desk inside the worker: `stop` closes everything that is open. */
export type RunningDesk = Desk & Readonly<{ stop: () => Promise<void> }>;

type Open = Readonly<{ replica: Replica; reads: Reads; acts: Acts }>;
type Line = Readonly<{ redial: () => void; close: () => Promise<void> }>;

/**
 * Owns the replica's life:
 *
 *   asking --lock free--> ours --taken over--> elsewhere --free again, or takeOver()--> ours
 *
 * Screens keep their streams through all of it: they are fed by whatever is open.
 */
export function startDesk(surroundings: Surroundings): RunningDesk {
  const owner$ = new BehaviorSubject<Standing['owner']>('asking');
  const connection$ = new BehaviorSubject<ConnectionState>({ kind: 'connecting' });
  const persisted$ = new BehaviorSubject(false);
  const lag$ = new BehaviorSubject(0);
  const open$ = new BehaviorSubject<Open | undefined>(undefined);
  const api = createApi(surroundings);
  const stopping = new AbortController();
  let line: Line | undefined;
  let takingOver = new AbortController();

  const openLine = async (): Promise<Line> => {
    const sessionDatabase = await openSessionDatabase(surroundings.storage);
    const show = (replica: Replica | undefined) =>
      open$.next(replica && { replica, reads: readsOf(replica, api, { state$: connection$ }), acts: actsOn(replica, surroundings.now) });
    const connected = { whenConnected: (signal: AbortSignal) => whenConnected(connection$, signal) };
    const needs = { api, connection: connected, surroundings, sessions: sessionMemory(sessionDatabase.session), show };
    const workspaces = createWorkspaceSwitch(needs);
    await workspaces.openLast().catch(async (error: unknown) => {
      await sessionDatabase.close();
      throw error;
    });
    const connection = startConnection(api, surroundings, workspaces.welcome);
    connection.state$.subscribe((state) => {
      if (state.kind !== 'connected') {
        lag$.next(0);
        open$.value?.replica.lost();
      }
      connection$.next(state);
    });
    connection.heads$.subscribe((heads) => {
      lag$.next(heads.lag ?? 0);
      const moved = Object.keys(heads.heads).length > 0; // else it is about the lag: there is nothing to pull
      if (moved) open$.value?.replica.poked(heads);
    });
    connection.alive$.subscribe(() => open$.value?.replica.alive());
    return {
      redial: connection.redial,
      close: async () => {
        connection.stop();
        connection$.next({ kind: 'connecting' });
        await workspaces.close();
        await sessionDatabase.close();
      },
    };
  };

  const own = async (): Promise<Ownership> => {
    const free = await surroundings.lock.acquire('immediately');
    if (free) return free;
    owner$.next('elsewhere');
    takingOver = new AbortController();
    return surroundings.lock.acquire('whenFree', takingOver.signal).catch(() => {
      if (stopping.signal.aborted) throw new DeskError('replica.openElsewhere');
      return surroundings.lock.acquire('takeOver');
    });
  };

  const live = async () => {
    void surroundings.persisted().then((persisted) => persisted$.next(persisted));
    while (!stopping.signal.aborted) {
      const ownership = await own();
      try {
        await ownUntilLost(ownership);
      } finally {
        ownership.release(); // also where the store is broken: another tab may fare better
      }
    }
  };
  const ownUntilLost = async ({ lost }: Ownership) => {
    line = await openLine();
    owner$.next('ours');
    await Promise.race([lost, aborted(stopping.signal)]);
    if (!stopping.signal.aborted) owner$.next('elsewhere');
    await line.close();
  };
  const ended = live().catch(() => stopping.signal.aborted || owner$.next('failed'));

  const watch = <T>(read: (reads: Reads) => Observable<T>): Observable<T> =>
    open$.pipe(switchMap((open) => (open ? read(open.reads) : NEVER)));
  const acting = async <T>(act: (acts: Acts) => Promise<T>): Promise<T> => {
    if (!open$.value) throw new DeskError(owner$.value === 'elsewhere' ? 'replica.openElsewhere' : 'auth.missing');
    return act(open$.value.acts);
  };

  return {
    status$: combineLatest([owner$, connection$, persisted$, lag$, open$.pipe(switchMap(partOf))]).pipe(
      map(([owner, connection, persisted, lag, replica]) => statusOf({ owner, connection, persisted, lag, ...(replica && { replica }) })),
      distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
    ),
    ...readsOver((name, args) => watch((reads) => (reads[name] as (...args: readonly unknown[]) => Observable<unknown>)(...args))),
    ...quarantineCalls(api),
    ...actsOver((name, args) => acting((acts) => (acts[name] as (...args: readonly unknown[]) => Promise<unknown>)(...args))),
    takeOver: async () => takingOver.abort(),
    syncNow: async () => {
      if (connection$.value.kind === 'connected') open$.value?.replica.syncNow();
      else line?.redial();
    },
    signIn: async (token) => {
      api.useToken(token);
      line?.redial();
    },
    stop: async () => {
      stopping.abort();
      takingOver.abort();
      await ended;
    },
  };
}

/** What the status says of the open replica, whenever it changes. */
function partOf(open: Open | undefined): Observable<Standing['replica']> {
  if (!open) return of(undefined);
  const { state$, commands, view, notebook } = open.replica;
  return combineLatest([state$, view.changed$.pipe(startWith(undefined))]).pipe(
    map(([state]) => ({ state, commands: commands.all(), memory: notebook.read() })),
  );
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })));
