import { BehaviorSubject, filter, firstValueFrom, map, merge, type Observable, Subject } from 'rxjs';
import type { FailureCode } from '../../contract/failure.ts';
import { PROTOCOL_VERSION } from '../../contract/protocol-version.ts';
import { Heads } from '../../contract/replication.ts';
import { Session } from '../../contract/session.ts';
import type { Api } from './api.ts';
import { backOffMs } from './back-off.ts';
import { codeOf } from './desk-error.ts';
import { readEventStream } from './event-stream.ts';
import type { Surroundings } from './surroundings.ts';

/** The server says something every 15 s; three of them missed and the line is taken for dead. */
const silenceMs = 45_000;
/** One of them missed: who wakes does not wait for the other two. */
const heartbeatMs = 20_000;
/**
 * A line that lasted this long after its first heads was a good one; the end of any other counts as one more failure, or a server that closes
 * at once, or never says a word, would be dialled without end.
 */
const goodLineMs = 10_000;
/** Networks come and go in bursts: whatever wakes us, no two dials are closer than this. */
const wakeGapMs = 1_000;

export type ConnectionState = Readonly<{
  kind: 'connecting' | 'connected' | 'offline' | 'signedOut' | 'outdated';
  code?: FailureCode;
}>;

/**
 * The one line to the server. Pulls and the sender work only while it is connected, so that nothing else has to find out
 * that the server is away.
 *
 *   connecting --me, stream, first heads--> connected --end, error, silence--> offline --back-off, online--> connecting
 */
export interface Connection {
  readonly state$: Observable<ConnectionState>;
  /** Every head on each (re)connect, then those that moved. */
  readonly heads$: Observable<Heads>;
  /** Any sign of life. */
  readonly alive$: Observable<void>;
  /** Hangs up and dials again now. */
  redial(): void;
  /** The machine or the page woke: dials now, unless the line was heard of just before. */
  wake(): void;
  stop(): void;
}

/** What pulls and sender know of the connection. */
export type Connected = Readonly<{
  whenConnected: (signal: AbortSignal) => Promise<void>;
  /** A request was told that we are not who we say, or too old: the connection finds out which. */
  doubt?: () => void;
}>;

type Needs = Pick<Surroundings, 'wait' | 'random' | 'now' | 'online$'>;

/**
 * `welcome` is told who the credential speaks for, and when that was asked, before anything is pulled or sent, on every connect (I9: another
 * workspace's feed must never be written into this one's replica).
 */
export function startConnection(
  api: Api,
  { wait, random, now, online$ }: Needs,
  welcome: (session: Session, askedAt: number) => Promise<void>,
): Connection {
  const state$ = new BehaviorSubject<ConnectionState>({ kind: 'connecting' });
  const heads$ = new Subject<Heads>();
  const alive$ = new Subject<void>();
  const wake$ = new Subject<void>();
  const redial$ = new Subject<void>();
  const stopping = new AbortController();
  let line = new AbortController();
  let failures = 0;
  let redialled = false;
  let dialledAt = 0;
  let heardAt = 0;

  const become = (state: ConnectionState) => state$.next(state);

  const live = async (): Promise<FailureCode> => {
    const askedAt = now();
    const session = await api.get('/v1/me', Session, line.signal);
    if (!session.ok) return session.code;
    const unwelcome = await welcome(session.value, askedAt).then(
      () => undefined,
      codeOf, // its store could not be opened: said, and tried again like everything else
    );
    if (unwelcome) return unwelcome;
    const body = await api.stream('/v1/replication/stream', line.signal);
    if (!body.ok) return body.code;
    return listen(body.value);
  };

  const listen = async (body: ReadableStream<Uint8Array>): Promise<FailureCode> => {
    const silence = watchSilence(wait, line);
    const lasting = new AbortController();
    const greeted = () => {
      become({ kind: 'connected' });
      void wait(goodLineMs, lasting.signal).then(() => {
        if (!lasting.signal.aborted) failures = 0;
      });
    };
    try {
      for await (const item of readEventStream(body)) {
        if (line.signal.aborted) break; // what was still on its way when we hung up is not heard
        silence.heard();
        heardAt = now();
        if (item.kind === 'event') {
          const heads = parseHeads(item.data);
          if (heads === undefined) return 'server.unreachable';
          if (heads.protocol !== PROTOCOL_VERSION) return 'protocol.outdated';
          if (state$.value.kind !== 'connected') greeted();
          heads$.next(heads);
        }
        alive$.next();
      }
    } catch {
      return 'server.unreachable'; // the body broke off: the same as an end
    } finally {
      silence.stop();
      lasting.abort();
    }
    return 'server.unreachable';
  };

  const run = async () => {
    while (!stopping.signal.aborted) {
      line = new AbortController();
      dialledAt = now();
      const code = await live();
      if (stopping.signal.aborted) return;
      if (redialled) redialled = false;
      else {
        become(stateAfter(code));
        await pause(backOffMs(failures++, random));
        redialled = false;
      }
    }
  };

  /** Until the time is over, or something woke us and the last dial is long enough ago; a redial ends it at once. */
  const pause = async (ms: number) => {
    const over = new AbortController();
    const redialling = redial$.subscribe(() => over.abort());
    const woken = new AbortController();
    const waking = wake$.subscribe(() => woken.abort());
    over.signal.addEventListener('abort', () => woken.abort(), { once: true });
    await wait(ms, woken.signal);
    waking.unsubscribe();
    if (woken.signal.aborted) await wait(Math.min(ms, dialledAt + wakeGapMs - now()), over.signal);
    redialling.unsubscribe();
  };

  const redial = () => {
    redialled = true;
    become({ kind: 'connecting' });
    line.abort();
    redial$.next();
  };
  const wake = () => {
    if (state$.value.kind === 'connected' && now() - heardAt > heartbeatMs) redial();
    else wake$.next();
  };

  const waking = online$.subscribe(wake);
  void run();
  return {
    state$: state$.asObservable(),
    heads$: heads$.asObservable(),
    alive$: alive$.asObservable(),
    redial: () => {
      failures = 0;
      redial();
    },
    wake,
    stop: () => {
      stopping.abort();
      waking.unsubscribe();
      line.abort();
      redial$.next();
    },
  };
}

/** Resolves when connected, or at once when aborted. */
export async function whenConnected(state$: Observable<ConnectionState>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const aborted$ = new Subject<void>();
  const abort = () => aborted$.next();
  signal.addEventListener('abort', abort, { once: true });
  await firstValueFrom(merge(state$.pipe(filter(({ kind }) => kind === 'connected')), aborted$).pipe(map(() => undefined)));
  signal.removeEventListener('abort', abort);
}

/** How the line stands once the server, or its absence, has said this. */
export function stateAfter(code: FailureCode): ConnectionState {
  if (code === 'auth.missing' || code === 'auth.invalid') return { kind: 'signedOut', code };
  if (code === 'protocol.outdated') return { kind: 'outdated', code };
  return { kind: 'offline', code };
}

function parseHeads(data: string): Heads | undefined {
  try {
    return Heads.safeParse(JSON.parse(data)).data;
  } catch {
    return undefined; // not JSON: not our server
  }
}

/** Hangs up a line on which nothing is heard any more. */
function watchSilence(wait: Surroundings['wait'], line: AbortController) {
  let patience = new AbortController();
  const watch = () => {
    const current = patience;
    void wait(silenceMs, current.signal).then(() => current.signal.aborted || line.abort());
  };
  watch();
  return {
    heard: () => {
      patience.abort();
      patience = new AbortController();
      watch();
    },
    stop: () => patience.abort(),
  };
}
