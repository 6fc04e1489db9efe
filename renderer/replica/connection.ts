import { BehaviorSubject, filter, firstValueFrom, map, merge, type Observable, Subject } from 'rxjs';
import type { FailureCode } from '../../contract/failure.ts';
import { PROTOCOL_VERSION } from '../../contract/protocol-version.ts';
import { Heads } from '../../contract/replication.ts';
import { Session } from '../../contract/session.ts';
import type { Api } from './api.ts';
import { backOffMs } from './back-off.ts';
import { readEventStream } from './event-stream.ts';
import type { Surroundings } from './surroundings.ts';

/** The server says something every 15 s; three of them missed and the line is taken for dead. */
const silenceMs = 45_000;

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
  stop(): void;
}

/** What pulls and sender know of the connection. */
export type Connected = Readonly<{ whenConnected: (signal: AbortSignal) => Promise<void> }>;

type Needs = Pick<Surroundings, 'wait' | 'random' | 'online$'>;

/**
 * `welcome` is told who the credential speaks for before anything is pulled or sent, on every connect (I9: another
 * workspace's feed must never be written into this one's replica).
 */
export function startConnection(api: Api, { wait, random, online$ }: Needs, welcome: (session: Session) => Promise<void>): Connection {
  const state$ = new BehaviorSubject<ConnectionState>({ kind: 'connecting' });
  const heads$ = new Subject<Heads>();
  const alive$ = new Subject<void>();
  const wake$ = new Subject<void>();
  const stopping = new AbortController();
  let line = new AbortController();
  let failures = 0;
  let redialled = false;

  const become = (state: ConnectionState) => state$.next(state);

  const live = async (): Promise<FailureCode> => {
    const session = await api.get('/v1/me', Session, line.signal);
    if (!session.ok) return session.code;
    const welcomed = await welcome(session.value).then(
      () => true,
      () => false, // its store could not be opened: said, and tried again like everything else
    );
    if (!welcomed) return 'replica.storage';
    const body = await api.stream('/v1/replication/stream', line.signal);
    if (!body.ok) return body.code;
    return listen(body.value);
  };

  const listen = async (body: ReadableStream<Uint8Array>): Promise<FailureCode> => {
    const silence = watchSilence(wait, line);
    try {
      for await (const item of readEventStream(body)) {
        if (line.signal.aborted) break; // what was still on its way when we hung up is not heard
        silence.heard();
        if (item.kind === 'event') {
          const heads = parseHeads(item.data);
          if (heads === undefined) return 'server.unreachable';
          if (heads.protocol !== PROTOCOL_VERSION) return 'protocol.outdated';
          failures = 0;
          if (state$.value.kind !== 'connected') become({ kind: 'connected' });
          heads$.next(heads);
        }
        alive$.next();
      }
    } catch {
      return 'server.unreachable'; // the body broke off: the same as an end
    } finally {
      silence.stop();
    }
    return 'server.unreachable';
  };

  const run = async () => {
    while (!stopping.signal.aborted) {
      line = new AbortController();
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

  const pause = async (ms: number) => {
    const over = new AbortController();
    const waking = merge(wake$, online$).subscribe(() => over.abort());
    await wait(ms, over.signal);
    waking.unsubscribe();
  };

  void run();
  return {
    state$: state$.asObservable(),
    heads$: heads$.asObservable(),
    alive$: alive$.asObservable(),
    redial: () => {
      failures = 0;
      redialled = true;
      become({ kind: 'connecting' });
      line.abort();
      wake$.next();
    },
    stop: () => {
      stopping.abort();
      line.abort();
      wake$.next();
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
