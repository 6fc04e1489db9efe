import {
  BehaviorSubject,
  combineLatest,
  distinctUntilChanged,
  filter,
  map,
  type Observable,
  of,
  Subject,
  shareReplay,
  switchMap,
  tap,
} from 'rxjs';
import type { FailureCode } from '../../../contract/failure.ts';
import { Session } from '../../../contract/session.ts';
import type { Api } from '../api.ts';
import { backOffMs } from '../back-off.ts';
import { stateAfter } from '../connection.ts';
import type { ReplicaStatus } from '../desk/replica-status.ts';
import { DeskError } from '../desk-error.ts';
import { type DeskLine, deskLine } from '../desk-line.ts';
import { readsOver } from '../desk-methods.ts';
import { type Account, accountId } from '../session-memory.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Front, Role, Way } from './front.ts';
import { type HallMessage, hallName, lineName, presenceName } from './hall.ts';
import type { Meeting } from './meeting.ts';

/** How often an owner is looked for, and after how many times it is taken for silent. */
const helloMs = 500;
const hellosUntilSilent = 10;
/** How often a follower asks whether its own credential still stands: as often as the server looks at a stream's. */
const recheckMs = 60_000;
/** As long as the server may take to answer a request. */
const answerMs = 60_000;

export type FollowNeeds = Readonly<{
  api: Pick<Api, 'get'>;
  meeting: Meeting;
  surroundings: Pick<Surroundings, 'wait' | 'random' | 'online$'>;
  newId: () => string;
  /** Takes the replica from its owner. */
  takeOver: () => void;
}>;

/**
 * A window beside the one that owns the replica: it shows what the owner shows and asks the owner to act.
 *
 *   who am I? --the server says--> looking for the owner of that account --welcome--> following --left, owned by another--> looking
 *                                        \--nobody answers--> silent (openElsewhere), and still looking
 *
 * Whose window it is, the server says for this window's own credential, before anything is shown and once a minute after (I9): an owner
 * of another account is in another hall and is never heard. One that is signed out or outdated while we are not is
 * relieved of the replica.
 */
export function followOwner(needs: FollowNeeds): Role & Readonly<{ stop: () => void }> {
  const { api, surroundings } = needs;
  const known$ = new BehaviorSubject<ReplicaStatus>(saying('connecting'));
  const met$ = new BehaviorSubject<Met | undefined>(undefined);
  const wake$ = new Subject<void>();
  const stopping = new AbortController();

  const part = () => {
    met$.value?.leave();
    met$.next(undefined);
  };
  const meet = (session: Session) => {
    known$.next(saying('connecting'));
    if (met$.value && accountId(met$.value.account) === accountId(session)) return;
    part();
    met$.next(enterHall(session, needs));
  };
  /** A server that is away changes nothing about who we are. */
  const misheard = (code: FailureCode) => {
    const { kind } = stateAfter(code);
    if (kind !== 'offline') part();
    if (!met$.value) known$.next(saying(kind, code));
  };

  const identify = async () => {
    for (let failures = 0; !stopping.signal.aborted; ) {
      const session = await api.get('/v1/me', Session, stopping.signal);
      if (stopping.signal.aborted) return;
      if (session.ok) meet(session.value);
      else misheard(session.code);
      failures = session.ok ? 0 : failures + 1;
      await pause(session.ok ? recheckMs : backOffMs(failures - 1, surroundings.random));
    }
  };

  const pause = async (ms: number) => {
    const over = new AbortController();
    const waking = [wake$.subscribe(() => over.abort()), surroundings.online$.subscribe(() => over.abort())];
    await surroundings.wait(ms, over.signal);
    for (const each of waking) each.unsubscribe();
  };

  /** Our own credential stands where the owner's does not: asked once more, since both may have been revoked. */
  const relieve = async () => {
    const session = await api.get('/v1/me', Session, stopping.signal);
    if (session.ok && !stopping.signal.aborted) needs.takeOver();
  };

  const ofOwner$ = met$.pipe(
    switchMap((met) => (met ? met.status$ : of(undefined))),
    shareReplay({ bufferSize: 1, refCount: true }),
  );
  const relieving = ofOwner$
    .pipe(
      map((status) => status?.connection === 'signedOut' || status?.connection === 'outdated'),
      distinctUntilChanged(),
      filter((unable) => unable),
      tap(() => void relieve()),
    )
    .subscribe();
  void identify();

  return {
    way$: combineLatest([met$, known$]).pipe(switchMap(([met, { code }]) => (met ? met.way$ : of(code ? { refused: code } : {})))),
    status$: combineLatest([ofOwner$, known$]).pipe(map(([status, known]) => status ?? known)),
    redial: () => wake$.next(),
    wake: () => wake$.next(),
    stop: () => {
      stopping.abort();
      relieving.unsubscribe();
      wake$.next();
      part();
    },
  };
}

type Met = Readonly<{ account: Account; way$: Observable<Way>; status$: Observable<ReplicaStatus>; leave: () => void }>;

/** Looks for the owner of an account until it is found, and again whenever it is gone. */
function enterHall(account: Account, { meeting, surroundings, newId }: FollowNeeds): Met {
  const follower = newId();
  const hall = meeting.open(hallName(account));
  const leaving = new AbortController();
  const staying = meeting.stay(presenceName(follower));
  const way$ = new BehaviorSubject<Way>({});
  const line$ = new BehaviorSubject<Followed | undefined>(undefined);

  const hello = () => hall.postMessage({ kind: 'hello', follower } satisfies HallMessage);
  let hellos = 0;

  const lookForOwner = async () => {
    await staying; // whoever welcomes us must be able to see us go
    while (!leaving.signal.aborted) {
      if (!line$.value) hello();
      if (!line$.value && ++hellos > hellosUntilSilent) way$.next({ refused: 'replica.openElsewhere' });
      await surroundings.wait(helloMs, leaving.signal);
    }
  };

  const lose = () => {
    line$.value?.end();
    line$.next(undefined);
    hellos = 0;
    way$.next({});
  };

  hall.addEventListener('message', ({ data }) => {
    const message = data as HallMessage;
    if (leaving.signal.aborted || message.kind === 'hello') return;
    const isOurs = message.owner === line$.value?.owner;
    if (message.kind === 'welcome' && message.follower === follower && !isOurs) {
      line$.value?.end();
      const followed = follow(meeting, message.owner, follower, surroundings);
      line$.next(followed);
      way$.next({ front: followed.front });
    }
    if (message.kind === 'left' && isOurs) lose();
    if (message.kind === 'owned' && !isOurs) {
      if (line$.value) lose();
      void staying.then(() => leaving.signal.aborted || hello());
    }
  });
  void lookForOwner();

  const found$ = combineLatest([line$, way$]);
  return {
    account,
    way$,
    status$: found$.pipe(
      switchMap(([line, { refused }]) => line?.status$ ?? of(saying(refused ? 'openElsewhere' : 'connecting', refused))),
    ),
    leave: () => {
      leaving.abort();
      line$.value?.end();
      way$.next({});
      hall.close();
      void staying.then((release) => release());
    },
  };
}

type Followed = Readonly<{ owner: string; front: Front; status$: Observable<ReplicaStatus>; end: () => void }>;

/** The line to one owner. */
function follow(meeting: Meeting, owner: string, follower: string, surroundings: Pick<Surroundings, 'wait'>): Followed {
  const channel = meeting.open(lineName(owner, follower));
  const line = deskLine(channel);
  const over = new AbortController();
  const status$ = line.watch('status$', []) as Observable<ReplicaStatus>;
  return {
    owner,
    front: {
      reads: readsOver((name, args) => line.watch(name, args)),
      act: (id, name, args) => answered(line.call(name, args, id), surroundings),
      syncNow: () => void line.call('syncNow', []).catch(() => undefined), // the next owner pulls by itself
      over: over.signal,
    },
    status$: status$.pipe(map((status) => ({ ...status, follows: true as const }))),
    end: () => {
      over.abort();
      line.breakOff('replica.noAnswer');
      channel.close();
    },
  };
}

/** An answer, or, where none comes, a failure that says that nobody knows whether it was done. */
async function answered(answer: ReturnType<DeskLine['call']>, { wait }: Pick<Surroundings, 'wait'>): Promise<unknown> {
  const done = new AbortController();
  const tooLong = wait(answerMs, done.signal).then(() => {
    if (!done.signal.aborted) throw new DeskError('replica.noAnswer');
  });
  try {
    return await Promise.race([answer, tooLong.then(() => answer)]);
  } finally {
    done.abort();
  }
}

const saying = (connection: ReplicaStatus['connection'], code?: FailureCode): ReplicaStatus => ({
  connection,
  ...(code && { code }),
  waiting: 0,
  persisted: false,
});
