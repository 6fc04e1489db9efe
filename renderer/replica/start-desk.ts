import { BehaviorSubject, combineLatest, distinctUntilChanged, firstValueFrom, map, NEVER, type Observable, of, switchMap } from 'rxjs';
import { createApi } from './api.ts';
import { sendTestOver } from './composing/send-test.ts';
import { consentCalls } from './consents/consent-acts.ts';
import type { ReplicaStatus } from './desk/replica-status.ts';
import type { Desk } from './desk.ts';
import type { Acts } from './desk-acts.ts';
import { codeOf, DeskError } from './desk-error.ts';
import { actsOver, readsOver } from './desk-methods.ts';
import type { Reads } from './desk-reads.ts';
import { askThrough } from './following/ask-through.ts';
import { followOwner } from './following/follow-owner.ts';
import type { Role } from './following/front.ts';
import { learnNowOver } from './models/learn-now.ts';
import { nextUlid } from './next-ulid.ts';
import { type OwnDesk, openOwnDesk } from './own-desk.ts';
import { quarantineCalls } from './quarantine-calls.ts';
import type { Ownership } from './replica-lock.ts';
import type { Surroundings } from './surroundings.ts';

/** The desk inside the worker: `stop` closes everything that is open. */
export type RunningDesk = Desk & Readonly<{ stop: () => Promise<void> }>;

const saying = (connection: ReplicaStatus['connection'], code?: ReplicaStatus['code']): Role => ({
  way$: of(code ? { refused: code } : {}),
  status$: of({ connection, ...(code && { code }), waiting: 0, persisted: false }),
  redial: () => undefined,
  wake: () => undefined,
});

/**
 * One window owns the replica, the others follow it:
 *
 *   asking --lock free--> owner --taken over--> follower --owner gone, or takeOver()--> owner
 *
 * Screens keep their streams through all of it, and an act that the last owner has not answered is asked of the next one.
 */
export function startDesk(surroundings: Surroundings): RunningDesk {
  const role$ = new BehaviorSubject<Role>(saying('connecting'));
  const persisted$ = new BehaviorSubject(false);
  const api = createApi(surroundings);
  const stopping = new AbortController();
  const newId = () => nextUlid(surroundings.now(), surroundings.random, undefined);
  let takingOver = new AbortController();

  const follow = async (): Promise<Ownership> => {
    const { meeting } = surroundings;
    takingOver = new AbortController();
    const takeOver = () => takingOver.abort();
    const following = meeting && followOwner({ api, meeting, surroundings, newId, takeOver });
    role$.next(following ?? saying('openElsewhere', 'replica.openElsewhere'));
    try {
      return await surroundings.lock.acquire('whenFree', takingOver.signal).catch(() => {
        if (stopping.signal.aborted) throw new DeskError('replica.openElsewhere');
        return surroundings.lock.acquire('takeOver');
      });
    } finally {
      role$.next(saying('connecting'));
      following?.stop();
    }
  };

  const live = async () => {
    void surroundings.persisted().then((persisted) => persisted$.next(persisted));
    while (!stopping.signal.aborted) {
      const ownership = (await surroundings.lock.acquire('immediately')) ?? (await follow());
      try {
        await ownUntilLost(ownership);
      } finally {
        ownership.release(); // also where the store is broken: another window may fare better
      }
    }
  };
  const ownUntilLost = async ({ lost }: Ownership) => {
    const own: OwnDesk = await openOwnDesk({ api, surroundings, newId });
    role$.next(own);
    await Promise.race([lost, aborted(stopping.signal)]);
    await own.close();
    role$.next(saying('connecting'));
  };
  const ended = live().catch((error: unknown) => stopping.signal.aborted || role$.next(saying('failed', codeOf(error))));

  const way$ = role$.pipe(switchMap(({ way$ }) => way$));
  const ask = askThrough(way$, surroundings);
  const watch = (read: (reads: Reads) => Observable<unknown>): Observable<unknown> =>
    way$.pipe(
      map(({ front }) => front),
      distinctUntilChanged(),
      switchMap((front) => (front ? read(front.reads) : NEVER)),
    );

  return {
    status$: combineLatest([role$.pipe(switchMap(({ status$ }) => status$)), persisted$]).pipe(
      map(([status, persisted]) => ({ ...status, persisted })),
      distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
    ),
    ...readsOver((name, args) => watch((reads) => (reads[name] as (...args: readonly unknown[]) => Observable<unknown>)(...args))),
    ...actsOver((name: keyof Acts, args) => ask(newId(), name, args)),
    ...quarantineCalls(api),
    ...consentCalls(api),
    ...learnNowOver(api),
    ...sendTestOver(api),
    takeOver: async () => takingOver.abort(),
    syncNow: async () => {
      const { connection } = await firstValueFrom(role$.value.status$);
      const { front } = await firstValueFrom(role$.value.way$);
      if (front && (connection === 'connected' || connection === 'filling')) front.syncNow();
      else role$.value.redial();
    },
    wake: async () => role$.value.wake(),
    signIn: async (token) => {
      api.useToken(token);
      role$.value.redial();
    },
    stop: async () => {
      stopping.abort();
      takingOver.abort();
      await ended;
    },
  };
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })));
