import { pino } from 'pino';
import { beforeEach, expect, test } from 'vitest';
import { type Clock, type EmbeddedServer, keepServer } from './embedded-server.ts';
import type { ServerAnswer, ServerProcess, ToServer } from './server-process.ts';

/** A process as its keeper sees it, driven by the test; the desktop journey runs the real one. */
class DrivenProcess {
  readonly sent: ToServer[] = [];
  killed = false;
  answer: (answer: ServerAnswer) => void = () => {};
  #exits: Array<(exitCode: number | null) => void> = [];

  readonly seen: { -readonly [K in keyof ServerProcess]: ServerProcess[K] } = {
    send: (message) => {
      this.sent.push(message);
      if (message.kind === 'stop') this.exit(0);
    },
    onAnswer: (listen) => {
      this.answer = listen;
    },
    onExit: (listen) => this.#exits.push(listen),
    kill: () => {
      this.killed = true;
      this.exit(null);
    },
  };

  exit(exitCode: number | null): void {
    for (const listen of this.#exits.splice(0)) listen(exitCode);
  }
}

class DrivenClock implements Clock {
  #now = 0;
  #due: Array<{ at: number; act: () => void }> = [];

  now = () => this.#now;
  after = (delayMs: number, act: () => void) => {
    const entry = { at: this.#now + delayMs, act };
    this.#due.push(entry);
    return () => {
      this.#due = this.#due.filter((other) => other !== entry);
    };
  };

  advance(ms: number): void {
    this.#now += ms;
    const due = this.#due.filter(({ at }) => at <= this.#now);
    this.#due = this.#due.filter(({ at }) => at > this.#now);
    for (const { act } of due) act();
  }
}

let processes: DrivenProcess[];
let clock: DrivenClock;
let server: EmbeddedServer;
const latest = () => processes.at(-1) as DrivenProcess;
const listening = (httpPort: number): ServerAnswer => ({ kind: 'listening', httpPort, mqttPort: 1883 });

beforeEach(() => {
  processes = [];
  clock = new DrivenClock();
  server = keepServer({
    fork: () => {
      processes.push(new DrivenProcess());
      return latest().seen;
    },
    env: { TALKLENS_HTTP_PORT: '0' },
    clock,
    log: pino({ level: 'silent' }),
  });
  server.start();
});

test('given a start, gives the server its settings by message and runs once it listens', () => {
  const before = server.state();
  latest().answer(listening(8420));

  expect(latest().sent).toEqual([{ kind: 'start', env: { TALKLENS_HTTP_PORT: '0' } }]);
  expect([before, server.state()]).toEqual([{ state: 'starting' }, { state: 'running', mqttUrl: 'mqtt://127.0.0.1:1883' }]);
  expect(server.running()).toEqual({ httpPort: 8420, mqttPort: 1883 });
});

test('given a failure with a reason, keeps the reason and does not try by itself', () => {
  latest().answer({ kind: 'failed', code: 'port.taken', detail: 'TALKLENS_HTTP_PORT' });
  latest().exit(1);
  clock.advance(60_000);

  expect(server.state()).toEqual({ state: 'failed', code: 'port.taken', detail: 'TALKLENS_HTTP_PORT' });
  expect(processes).toHaveLength(1);
});

test('given a server that says nothing for 20 s, ends it and says so', () => {
  clock.advance(20_000);

  expect(latest().killed).toBe(true);
  expect(server.state()).toMatchObject({ state: 'failed', code: 'desk.serverStopped' });
});

test('given a crash, starts it again after a pause, on the port it then has', () => {
  latest().answer(listening(8420));
  latest().exit(139);
  const between = [server.state().state, server.running()];
  clock.advance(500);
  latest().answer(listening(9000));

  expect(between).toEqual(['restarting', undefined]);
  expect(processes).toHaveLength(2);
  expect(server.running()?.httpPort).toBe(9000);
});

test('given one crash after the other, pauses longer each time and at last gives up', () => {
  for (const pauseMs of [500, 1_000, 2_000, 4_000, 8_000]) {
    latest().exit(1);
    clock.advance(pauseMs - 1);
    const early = processes.length;
    clock.advance(1);
    expect(processes.length).toBe(early + 1);
  }
  latest().exit(1);
  clock.advance(60_000);

  expect(processes).toHaveLength(6);
  expect(server.state()).toMatchObject({ state: 'failed', code: 'desk.serverStopped' });
});

test('given a server that was well for a minute, its next crash counts as the first', () => {
  latest().exit(1);
  clock.advance(500);
  latest().answer(listening(8420));
  clock.advance(60_000);
  latest().exit(1);
  clock.advance(500);

  expect(processes).toHaveLength(3);
});

test('given a failed server, asking again starts it', async () => {
  latest().answer({ kind: 'failed', code: 'port.taken' });

  await server.restart();
  latest().answer(listening(8420));

  expect(server.state().state).toBe('running');
});

test('given an orderly stop, asks, waits for the end and does not start again', async () => {
  latest().answer(listening(8420));

  await server.stop();
  clock.advance(60_000);

  expect(latest().sent.at(-1)).toEqual({ kind: 'stop' });
  expect(processes).toHaveLength(1);
});

test('given a server that does not stop when asked, ends it after a while', async () => {
  const stubborn = latest();
  stubborn.seen.send = () => {};
  stubborn.answer(listening(8420));

  const stopped = server.stop();
  clock.advance(8_000);
  await stopped;

  expect(stubborn.killed).toBe(true);
});
