import { BehaviorSubject, combineLatest, map, type Observable, of, startWith, switchMap } from 'rxjs';
import type { Api } from './api.ts';
import { awayNotes } from './away/away-notes.ts';
import { learnSending } from './composing/ask-sending.ts';
import { type ConnectionState, startConnection, whenConnected } from './connection.ts';
import type { DeskStream } from './desk-messages.ts';
import { isAct } from './desk-methods.ts';
import { readsOf } from './desk-reads.ts';
import { type Standing, statusOf } from './desk-status.ts';
import { actsOnce } from './following/acts-once.ts';
import type { Front, Role, Way } from './following/front.ts';
import { leadFollowers } from './following/lead-followers.ts';
import { createServerClock } from './freshness/server-clock.ts';
import { openSessionDatabase } from './open-database.ts';
import type { Replica } from './open-replica.ts';
import type { Served } from './serve-desk.ts';
import { sessionMemory } from './session-memory.ts';
import type { Surroundings } from './surroundings.ts';
import { createWorkspaceSwitch } from './workspace-switch.ts';

/** The window that owns the replica: its store, its line to the server, and the windows that follow it. */
export type OwnDesk = Role & Readonly<{ close: () => Promise<void> }>;

type Needs = Readonly<{ api: Api; surroundings: Surroundings; newId: () => string }>;

/** Opens the account used last, then whichever one the credential speaks for. */
export async function openOwnDesk({ api, surroundings, newId }: Needs): Promise<OwnDesk> {
  const connection$ = new BehaviorSubject<ConnectionState>({ kind: 'connecting' });
  const lag$ = new BehaviorSubject(0);
  const open$ = new BehaviorSubject<Replica | undefined>(undefined);
  const way$ = new BehaviorSubject<Way>({});
  const status$ = combineLatest([connection$, lag$, open$.pipe(switchMap(partOf))]).pipe(
    map(([connection, lag, replica]) => statusOf({ connection, lag, ...(replica && { replica }) })),
  );
  const nothingShown = () => undefined;
  let hide: () => void = nothingShown;

  const show = (replica: Replica | undefined) => {
    hide();
    hide = nothingShown;
    open$.next(replica);
    if (!replica) return way$.next({ refused: 'auth.missing' });
    const over = new AbortController();
    const act = actsOnce(replica, surroundings.now);
    const front: Front = {
      reads: readsOf(replica, api, { state$: connection$ }, surroundings.now),
      act: (...asked) => {
        replica.proof.touched();
        return act(...asked);
      },
      syncNow: replica.syncNow,
      over: over.signal,
    };
    const { meeting } = surroundings;
    const account = replica.notebook.read();
    const leading = meeting && leadFollowers({ meeting, account, owner: newId(), served: servedBy(front, status$) });
    const learning = learnSending({ notebook: replica.notebook, api, state$: connection$, now: surroundings.now }).subscribe();
    hide = () => {
      learning.unsubscribe();
      leading?.stop();
      over.abort();
    };
    way$.next({ front });
  };

  const sessions = await openSessionDatabase(surroundings.storage);
  const clock = createServerClock(surroundings.now);
  const connected = { whenConnected: (signal: AbortSignal) => whenConnected(connection$, signal), doubt: () => connection.redial() };
  const workspaces = createWorkspaceSwitch({
    ...{ api, connection: connected, surroundings, serverNow: clock.now, sessions: sessionMemory(sessions.session), show },
    awayOf: (account) => awayNotes(sessions.session, account),
  });
  await workspaces.openLast().catch(async (error: unknown) => {
    await sessions.close();
    throw error;
  });
  if (!open$.value) way$.next({ refused: 'auth.missing' });
  const connection = startConnection(api, surroundings, (session, askedAt) => {
    clock.heard(session.now, askedAt);
    return workspaces.welcome(session);
  });
  connection.state$.subscribe((state) => {
    if (state.kind !== 'connected') {
      lag$.next(0);
      open$.value?.lost();
    }
    connection$.next(state);
  });
  connection.heads$.subscribe((heads) => {
    lag$.next(heads.lag ?? 0);
    const moved = Object.keys(heads.heads).length > 0; // else it is about the lag: there is nothing to pull
    if (moved) open$.value?.poked(heads);
  });
  connection.alive$.subscribe(() => open$.value?.alive());

  return {
    way$,
    status$,
    redial: connection.redial,
    wake: () => {
      open$.value?.wake();
      connection.wake();
    },
    close: async () => {
      connection.stop();
      connection$.next({ kind: 'connecting' });
      await workspaces.close();
      await sessions.close();
    },
  };
}

/** What a follower may have of us: the streams, the acts and a look for news. Nothing that is about a window itself. */
const servedBy = ({ reads, act, syncNow }: Front, status$: Observable<unknown>): Served => ({
  watch: (name, args) => (name === 'status$' ? status$ : readOf(reads, name, args)),
  call: async (name, args, id) => {
    if (name === 'syncNow') syncNow();
    else if (isAct(name) && id !== undefined) return act(id, name, args);
    return undefined;
  },
});

const readOf = (reads: Front['reads'], name: Exclude<DeskStream, 'status$'>, args: readonly unknown[]) =>
  (reads[name] as (...args: readonly unknown[]) => Observable<unknown>)(...args);

/** What the status says of the open replica, whenever it changes. */
function partOf(replica: Replica | undefined): Observable<Standing['replica']> {
  if (!replica) return of(undefined);
  const { state$, proof, arrivals, commands, view, notebook } = replica;
  return combineLatest([state$, proof.state$, arrivals.freshness$, view.changed$.pipe(startWith(undefined))]).pipe(
    map(([state, proven, freshness]) => ({
      ...{ state, proof: proven, commands: commands.all(), memory: notebook.read() },
      ...(freshness && { freshness }),
    })),
  );
}
