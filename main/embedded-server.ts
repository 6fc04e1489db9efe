import type { Logger } from 'pino';
import { BehaviorSubject, type Observable } from 'rxjs';
import type { ServerState } from '../contract/ipc.ts';
import type { ServerAnswer, ServerProcess } from './server-process.ts';

/** How long a start may take before the process is given up; migrations of a large database are within it. */
const START_WITHIN_MS = 20_000;
const STOP_WITHIN_MS = 8_000;
/** A server that ran this long was well; its next crash starts the back-off anew. */
const WELL_AFTER_MS = 60_000;
const firstPauses = [500, 1_000, 2_000, 4_000, 8_000] as const;

export type Running = Readonly<{ httpPort: number; mqttPort: number }>;

export type EmbeddedServer = Readonly<{
  state$: Observable<ServerState>;
  state: () => ServerState;
  /** Where it listens now; a restart may change it where ports are free ones. */
  running: () => Running | undefined;
  /** Starts it, also after it has failed for good; without effect while it is starting or running. */
  start: () => void;
  /** Stops it and starts it again. */
  restart: () => Promise<void>;
  /** Resolves when its process has gone; nothing starts it again but `start`. */
  stop: () => Promise<void>;
}>;

export type Clock = Readonly<{
  now: () => number;
  /** Returns what cancels it. */
  after: (delayMs: number, act: () => void) => () => void;
}>;

export type EmbeddedServerOptions = Readonly<{
  fork: () => ServerProcess;
  env: Readonly<Record<string, string>>;
  clock: Clock;
  log: Logger;
}>;

/**
 * Keeps the server running in a process of its own.
 *
 *   starting --listening--> running --exit--> restarting --pause--> (starting) ...
 *      |                                          |
 *      +--failed, silent------> failed <----------+ after the last pause
 *
 * A failure that the server names (a taken port) is final until someone asks again; a crash is not.
 */
export function keepServer({ fork, env, clock, log }: EmbeddedServerOptions): EmbeddedServer {
  const state$ = new BehaviorSubject<ServerState>({ state: 'starting' });
  let child: ServerProcess | undefined;
  let running: Running | undefined;
  let gone = Promise.resolve();
  let crashes = 0;
  let startedAt = 0;
  let cancelPending = () => {};

  function launch(): void {
    const launched = fork();
    child = launched;
    startedAt = clock.now();
    cancelPending = clock.after(START_WITHIN_MS, () => giveUp(launched));
    gone = new Promise((resolve) => {
      launched.onExit((exitCode) => {
        onExit(launched, exitCode);
        resolve();
      });
    });
    launched.onAnswer((answer) => child === launched && onAnswer(launched, answer));
    launched.send({ kind: 'start', env });
  }

  function onAnswer(from: ServerProcess, answer: ServerAnswer): void {
    cancelPending();
    if (answer.kind === 'listening') {
      running = { httpPort: answer.httpPort, mqttPort: answer.mqttPort };
      log.info(running, 'server running');
      state$.next({ state: 'running', mqttUrl: `mqtt://127.0.0.1:${answer.mqttPort}` });
      return;
    }
    fail({ code: answer.code, ...(answer.detail !== undefined && { detail: answer.detail }) });
    from.kill();
  }

  function giveUp(silent: ServerProcess): void {
    fail({ code: 'desk.serverStopped', detail: `no answer within ${START_WITHIN_MS / 1000} s` });
    silent.kill();
  }

  function fail(why: Pick<ServerState, 'code' | 'detail'>): void {
    child = undefined;
    running = undefined;
    log.error(why, 'server failed');
    state$.next({ state: 'failed', ...why });
  }

  function onExit(exited: ServerProcess, exitCode: number | null): void {
    if (child !== exited) return;
    cancelPending();
    child = undefined;
    running = undefined;
    if (clock.now() - startedAt >= WELL_AFTER_MS) crashes = 0;
    const pauseMs = firstPauses[crashes++];
    if (pauseMs === undefined) {
      fail({ code: 'desk.serverStopped', detail: `ended ${crashes} times, last with exit code ${exitCode}` });
      return;
    }
    log.error({ exitCode, pauseMs }, 'server crashed');
    state$.next({ state: 'restarting' });
    cancelPending = clock.after(pauseMs, launch);
  }

  function start(): void {
    if (child !== undefined) return;
    cancelPending();
    crashes = 0;
    state$.next({ state: 'starting' });
    launch();
  }

  async function stop(): Promise<void> {
    cancelPending();
    const stopping = child;
    child = undefined;
    running = undefined;
    stopping?.send({ kind: 'stop' });
    const cancelKill = clock.after(STOP_WITHIN_MS, () => stopping?.kill());
    await gone;
    cancelKill();
  }

  return {
    state$,
    state: () => state$.value,
    running: () => running,
    start,
    restart: async () => {
      await stop();
      start();
    },
    stop,
  };
}
