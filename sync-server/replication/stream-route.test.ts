import { once } from 'node:events';
import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import type { Heads } from '../../contract/replication.ts';
import type { CredentialWatch } from '../credentials/credential-watch.ts';
import type { Auth } from '../http/auth.ts';
import { answerFailures } from '../http/http-failure.ts';
import { openLog } from '../log.ts';
import type { Pokes } from './pokes.ts';
import { streamRoute } from './stream-route.ts';

afterEach(() => void vi.useRealTimers());

const most = 2;
const all: Heads = { protocol: 1, epoch: '00000000-0000-4000-8000-000000000001', heads: { lead: 1 } };

/** The stream alone, over a feed that moves when it is told to; `letIn` holds everybody at the door until it resolves. */
async function aStream({ letIn = Promise.resolve(), readHeads = async () => {} } = {}) {
  const followers = new Set<(heads: Heads) => void>();
  const counts: number[] = [];
  const lines: string[] = [];
  const pokes: Pokes = {
    follow: async (_workspace, hear) => {
      await readHeads();
      followers.add(hear);
      hear(all);
      return () => void followers.delete(hear);
    },
    stop: () => undefined,
  };
  const pass = () => letIn;
  const auth: Auth = {
    member: pass,
    client: pass,
    operator: pass,
    memberOf: () => ({ workspace: 'shop', member: 'owner', secretHash: 'h' }),
    clientOf: () => expect.unreachable(),
  };
  const log = openLog('trace', { write: (line) => lines.push(line) });
  const app = fastify({ forceCloseConnections: true });
  answerFailures(app, log);
  const watched = new Set<() => void>();
  const watch: CredentialWatch['watch'] = (_opened, end) => {
    watched.add(end);
    return () => void watched.delete(end);
  };
  const streams = streamRoute(app, { auth, pokes, watch, opened: (count) => counts.push(count), log, most });
  await app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    streams.stop();
    await app.close();
  });
  const { port } = app.server.address() as AddressInfo;
  const ask = (): ClientRequest =>
    get({ port, host: '127.0.0.1', path: '/v1/replication/stream', agent: false }).on('error', () => undefined);
  const open = async () => {
    const asked = ask();
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    response.on('error', () => undefined);
    return { asked, response };
  };
  return { app, streams, followers, watched, counts, lines, ask, open };
}

/** Everything that came so far. */
function textOf(response: IncomingMessage): () => string {
  let text = '';
  response.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
  });
  return () => text;
}

test('given a quiet quarter of a minute, a desk hears a comment, so that neither end takes the other for dead', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const { open } = await aStream();
  const { response } = await open();
  const next = async () => String((await once(response, 'data'))[0]); // `expect.poll` would move the clock
  expect(await next()).toContain('data: ');
  const heard = next();
  let silent = true;
  void heard.then(() => {
    silent = false;
  });

  vi.advanceTimersByTime(14_999);
  await open(); // a round trip later: an early comment would have come by now
  expect(silent).toBe(true);
  vi.advanceTimersByTime(1);

  expect(await heard).toBe(': ping\n\n');
});

test('given as many streams as are allowed, the next desk is told to wait; given one that left, another is served', async () => {
  const { open, counts, followers } = await aStream();
  const [first] = [await open(), await open()];

  const third = await open();
  expect([third.response.statusCode, await textUntilEnd(third.response)]).toEqual([503, '{"code":"server.busy"}']);
  first?.asked.destroy();
  await expect.poll(() => counts.at(-1)).toBe(1);

  expect((await open()).response.statusCode).toBe(200);
  expect(followers.size).toBe(most);
});

const textUntilEnd = async (response: IncomingMessage) => {
  const text = textOf(response);
  await once(response, 'end');
  return text();
};

test('given a desk that left before it was let in, no stream is kept for it', async () => {
  let open = () => {};
  const letIn = new Promise<void>((resolve) => {
    open = resolve;
  });
  const { app, ask, counts, followers } = await aStream({ letIn });
  const connections = () => new Promise<number>((resolve) => app.server.getConnections((_error, count) => resolve(count)));
  const asked = ask();
  await once(app.server, 'request');

  asked.destroy();
  await expect.poll(connections).toBe(0);
  open();

  await letIn;
  await expect.poll(() => counts.at(-1) ?? 0).toBe(0);
  expect(followers.size).toBe(0);
});

test('given a desk that does not read, it is let go before it costs much memory', async () => {
  const { open, followers, counts } = await aStream();
  const { response } = await open();
  response.pause();
  const large: Heads = { ...all, heads: Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`collection-${index}`, index])) };
  const hear = [...followers][0];

  await expect
    .poll(
      () => {
        hear?.(large);
        return counts.at(-1);
      },
      { interval: 1, timeout: 10_000 },
    )
    .toBe(0);

  expect(followers.size).toBe(0);
});

test('given heads that cannot be read, the stream ends, the desk comes again, and the log says why', async () => {
  const { open, lines, counts } = await aStream({ readHeads: () => Promise.reject(new Error('disk gone')) });

  const { response } = await open();

  expect(await textUntilEnd(response)).toBe('');
  expect(lines.join('')).toContain('heads could not be read');
  await expect.poll(() => counts.at(-1)).toBe(0);
});

test('given a stop, every stream ends and none is opened', async () => {
  const { open, streams } = await aStream();
  const { response } = await open();
  const ended = textUntilEnd(response);

  streams.stop();

  expect(await ended).toContain('data: ');
  expect((await open()).response.statusCode).toBe(503);
});
