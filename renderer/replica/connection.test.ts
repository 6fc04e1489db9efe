import fc from 'fast-check';
import { Subject } from 'rxjs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FailureCode } from '../../contract/failure.ts';
import { PROTOCOL_VERSION } from '../../contract/protocol-version.ts';
import { failed, ok } from '../../contract/result.ts';
import type { Api } from './api.ts';
import { type Connection, startConnection } from './connection.ts';
import { waitFor } from './wait-for.ts';

let connection: Connection | undefined;
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  connection?.stop();
  vi.useRealTimers();
});

const session = { workspace: 'shop', member: 'owner', protocol: PROTOCOL_VERSION, version: '0', now: 0 };
const heads = (protocol = PROTOCOL_VERSION) =>
  `data: ${JSON.stringify({ protocol, epoch: '00000000-0000-4000-8000-00000000000a', heads: { lead: 1 } })}\n\n`;

/** A line whose every word a test says itself. */
function aLine(change: Readonly<{ me?: () => FailureCode | undefined; welcome?: () => Promise<void>; random?: () => number }> = {}) {
  const dialledAt: number[] = [];
  const lines: ReadableStreamDefaultController<Uint8Array>[] = [];
  const api: Pick<Api, 'get' | 'stream'> = {
    get: (async () => {
      dialledAt.push(Date.now());
      const code = change.me?.();
      return code ? failed(code) : ok(session);
    }) as Api['get'],
    stream: async (_path, signal) => {
      const body = new ReadableStream<Uint8Array>({ start: (controller) => void lines.push(controller) });
      signal.addEventListener('abort', () => lines.at(-1)?.error(new DOMException('', 'AbortError')));
      return ok(body);
    },
  };
  const online$ = new Subject<unknown>();
  const states: string[] = [];
  const started = startConnection(
    api as Api,
    { wait: waitFor, random: change.random ?? (() => 0), now: Date.now, online$ },
    change.welcome ?? (async () => undefined),
  );
  connection = started;
  started.state$.subscribe(({ kind, code }) => void states.push(code ? `${kind} ${code}` : kind));
  const say = async (text: string) => {
    lines.at(-1)?.enqueue(new TextEncoder().encode(text));
    await vi.advanceTimersByTimeAsync(0);
  };
  return { connection: started, online$, states, dialledAt, lines, say };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

test('given a line that stays open and silent, it is hung up after 45 s and dialled again; any word keeps it', async () => {
  const { states, dialledAt, say } = aLine();
  await settle();
  await say(heads());
  expect(states.at(-1)).toBe('connected');

  await vi.advanceTimersByTimeAsync(44_000);
  await say(': ping\n\n');
  await vi.advanceTimersByTimeAsync(44_000);
  expect(dialledAt).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(2_000);

  expect(states).toContain('offline server.unreachable');
  expect(dialledAt).toHaveLength(2);
});

test('given a server that stays away, waits twice as long each time up to half a minute, the upper half by chance', async () => {
  let chance = 0;
  const { dialledAt } = aLine({ me: () => 'server.unreachable', random: () => chance });
  await vi.advanceTimersByTimeAsync(60_000);
  const waits = dialledAt.slice(1).map((at, i) => at - (dialledAt[i] as number));
  expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);

  chance = 0.5;
  await vi.advanceTimersByTimeAsync(60_000);

  expect((dialledAt.at(-1) as number) - (dialledAt.at(-2) as number)).toBe(22_500);
});

test('given a connection that lasted, the next failure is waited for as little as the first', async () => {
  let away = true;
  const { dialledAt, lines, say } = aLine({ me: () => (away ? 'server.unreachable' : undefined) });
  await vi.advanceTimersByTimeAsync(3_000);
  away = false;
  await vi.advanceTimersByTimeAsync(4_000);
  await say(heads());
  await vi.advanceTimersByTimeAsync(10_000);

  const dialled = dialledAt.length;
  lines.at(-1)?.close();
  await vi.advanceTimersByTimeAsync(250);

  expect(dialledAt).toHaveLength(dialled + 1);
});

test('given a line that opened and never said a word, its end is one more failure, however long it lasted', async () => {
  let away = true;
  const { dialledAt, states } = aLine({ me: () => (away ? 'server.unreachable' : undefined) });
  await vi.advanceTimersByTimeAsync(3_000);
  away = false;
  await vi.advanceTimersByTimeAsync(4_000);
  const dialled = dialledAt.length;

  away = true;
  await vi.advanceTimersByTimeAsync(45_000);
  expect(states.at(-1)).toBe('offline server.unreachable');
  expect(dialledAt).toHaveLength(dialled);
  await vi.advanceTimersByTimeAsync(1_000);

  expect(dialledAt).toHaveLength(dialled + 1);
});

test('given a network that comes back or a redial, dials at once, and nothing of the waiting stays', async () => {
  const { connection: line, online$, dialledAt } = aLine({ me: () => 'server.unreachable' });
  await vi.advanceTimersByTimeAsync(20_000);
  const dialled = dialledAt.length;
  expect(online$.observers).toHaveLength(1);

  online$.next(undefined);
  await settle();
  expect(dialledAt).toHaveLength(dialled + 1);
  line.redial();
  await settle();

  expect(dialledAt).toHaveLength(dialled + 2);
  line.stop();
  await settle();
  expect(online$.observed).toBe(false);
  expect(vi.getTimerCount()).toBe(0);
});

test.each([
  ['another protocol', heads(PROTOCOL_VERSION + 1), 'outdated protocol.outdated'],
  ['no heads', 'data: hello\n\n', 'offline server.unreachable'],
])('given a stream that says %s, the state says why and nothing is pulled', async (_what, said, state) => {
  const { states, say } = aLine();
  await settle();

  await say(said);

  expect(states.at(-1)).toBe(state);
  expect(states).not.toContain('connected');
});

test('given a workspace whose store cannot be opened, says so, tries again and connects once it can', async () => {
  let opens = 0;
  const welcome = async () => {
    if (++opens < 3) throw new Error('UnknownError');
  };
  const { states, say } = aLine({ welcome });
  await settle();
  expect(states.at(-1)).toBe('offline replica.storage');

  await vi.advanceTimersByTimeAsync(1_000);
  await say(heads());

  expect(states.at(-1)).toBe('connected');
});

const aMinute = 60_000;
/** Dials in the first minute where each wait is as short as chance allows, and in any later one. */
const dialsInAMinute = { first: 9, later: 5 };

/** A line is closed or talks nonsense at most so long after it was dialled; each stride costs a turn of the real event loop. */
const strideMs = 500;

type Trouble = 'away' | 'refusing' | 'closing' | 'talking nonsense' | 'silent';

test('given any run of troubles and wake-ups, no minute has more than a few dials beside those it was woken for', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom<Trouble>('away', 'refusing', 'closing', 'talking nonsense', 'silent'), { minLength: 1, maxLength: 6 }),
      fc.array(fc.integer({ min: 0, max: 10 * aMinute }), { maxLength: 20 }),
      async (troubles, wakings) => {
        let trouble = troubles[0] as Trouble;
        const refusals: Partial<Record<Trouble, FailureCode>> = { away: 'server.unreachable', refusing: 'server.busy' };
        const { connection: line, dialledAt, online$, lines } = aLine({ me: () => refusals[trouble] });
        const startedAt = Date.now();
        const wakeAt = [...wakings].sort((a, b) => a - b);
        for (let at = 0; at < 10 * aMinute; at += strideMs) {
          trouble = troubles[Math.floor((at / (10 * aMinute)) * troubles.length)] as Trouble;
          if (trouble === 'closing') await sayAndClose(lines.at(-1), heads());
          if (trouble === 'talking nonsense') await sayAndClose(lines.at(-1), 'data: hello\n\n');
          for (; (wakeAt[0] ?? Number.POSITIVE_INFINITY) <= at; wakeAt.shift()) online$.next(undefined);
          await vi.advanceTimersByTimeAsync(strideMs);
        }
        line.stop();
        await settle();

        const inWindow = (from: number) => dialledAt.filter((dial) => dial >= from && dial < from + aMinute).length;
        const woken = (from: number) =>
          wakings.filter((each) => startedAt + each >= from - 1_000 && startedAt + each < from + aMinute).length;
        for (const from of dialledAt) expect(inWindow(from)).toBeLessThanOrEqual(dialsInAMinute.first + woken(from));
        expect(inWindow(startedAt + 9 * aMinute)).toBeLessThanOrEqual(dialsInAMinute.later + woken(startedAt + 9 * aMinute));
      },
    ),
    { numRuns: 15 },
  );
});

async function sayAndClose(line: ReadableStreamDefaultController<Uint8Array> | undefined, text: string) {
  try {
    line?.enqueue(new TextEncoder().encode(text));
    line?.close();
  } catch {
    // closed already: not dialled again yet
  }
}

test('given a machine that wakes, a line that was heard of just before is kept, and one that was not is dialled at once', async () => {
  const { connection: line, dialledAt, say, states } = aLine();
  await settle();
  await say(heads());
  await vi.advanceTimersByTimeAsync(15_000);

  line.wake();
  await settle();
  expect(dialledAt).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(10_000);
  line.wake();
  await settle();

  expect(dialledAt).toHaveLength(2);
  expect(states.at(-1)).toBe('connecting');
});

test('given wake-ups in a burst, the server is dialled once a second at most', async () => {
  const { dialledAt, online$ } = aLine({ me: () => 'server.unreachable' });
  await vi.advanceTimersByTimeAsync(20_000);
  const dialled = dialledAt.length;

  for (let i = 0; i < 300; i++) {
    online$.next(undefined);
    await vi.advanceTimersByTimeAsync(10);
  }

  expect(dialledAt.length - dialled).toBeLessThanOrEqual(4);
});
