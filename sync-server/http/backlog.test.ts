import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import type { Store } from '../store/port/store.ts';
import { aSearchBody, runServer, type TestServer } from '../testing/run-server.ts';
import { createBacklog } from './backlog.ts';

const itemsARequest = 1_000;
const requestsThatFit = 20;

test('given bounds, what fits is taken, what does not is not counted, and what is given back fits again', () => {
  const backlog = createBacklog({ items: 10, bytes: 100 });
  const [first, second] = [backlog.open(), backlog.open()];

  expect([first.takeItems(7), second.takeItems(4), second.takeItems(3), backlog.full()]).toEqual([true, false, true, true]);
  first.close();
  first.close();

  expect([backlog.full(), second.takeItems(7), second.takeBytes(101), second.takeBytes(100)]).toEqual([false, true, false, true]);
});

test('given a request that was broken off, what still comes of its body is not counted: nobody would give it back', () => {
  const backlog = createBacklog({ items: 10, bytes: 100 });
  const broken = backlog.open();

  broken.takeBytes(60);
  broken.close();
  const taken = [broken.takeBytes(60), broken.takeItems(10)];

  expect([taken, backlog.full(), backlog.open().takeBytes(100)]).toEqual([[false, false], false, true]);
});

/** A server whose store holds every append until it is let go. */
async function aSlowStore() {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const server = await runServer({
    wrap: (store: Store) => ({
      ...store,
      log: {
        ...store.log,
        appendEvents: async (workspace, events) => {
          await held;
          return store.log.appendEvents(workspace, events);
        },
      },
    }),
  });
  return { server, release };
}

const searches = (count: number) => Array.from({ length: count }, () => ({ ...aSearchBody(), kind: 'searched' }));
const statusOf = async (answer: Promise<Response>) => (await answer).status;

/** Fills what may wait; resolves when the server turns the next one away. */
async function fill(server: TestServer) {
  const waiting = Array.from({ length: requestsThatFit }, () =>
    statusOf(server.post('/v1/events', searches(itemsARequest), server.byClient)),
  );
  await expect.poll(() => statusOf(server.post('/v1/events', searches(itemsARequest), server.byClient)), { timeout: 15_000 }).toBe(429);
  return waiting;
}

test('given a store that is slow, 20,000 items wait and the next are told to come again; once it is back they do, and none is lost', async () => {
  const { server, release } = await aSlowStore();
  const waiting = await fill(server);
  const late = searches(2);

  const turnedAway = await server.post('/v1/events', late, server.byClient);
  release();
  const answered = await Promise.all(waiting);

  expect([turnedAway.status, turnedAway.headers.get('retry-after'), await turnedAway.json()]).toEqual([
    429,
    '1',
    { code: 'server.backlog' },
  ]);
  expect(answered).toEqual(waiting.map(() => 200));
  const again = await server.post('/v1/events', late, server.byClient);
  expect(await again.json()).toEqual({ items: [{ status: 'stored' }, { status: 'stored' }] });
  expect(await server.count('talklens_door_total{reason="server.backlog"}')).toBeGreaterThanOrEqual(1);
});

test('given clients that go away while their items wait, these still count until the store has taken them', async () => {
  const { server, release } = await aSlowStore();
  const leaving = new AbortController();
  const headers = { ...server.byClient, 'content-type': 'application/json' };
  const asked = Array.from({ length: requestsThatFit }, () =>
    fetch(`${server.url}/v1/events`, {
      method: 'POST',
      headers,
      body: JSON.stringify(searches(itemsARequest)),
      signal: leaving.signal,
    }).catch(() => undefined),
  );
  await expect.poll(() => statusOf(server.post('/v1/events', searches(itemsARequest), server.byClient)), { timeout: 15_000 }).toBe(429);

  leaving.abort();
  await Promise.all(asked);

  expect(await statusOf(server.post('/v1/events', searches(itemsARequest), server.byClient))).toBe(429);
  release();
  await expect.poll(() => statusOf(server.post('/v1/events', searches(1), server.byClient))).toBe(200);
});

/**
 * A request whose body never ends, as far as the server lets it. Resolves with the answer when the connection has ended; asked again
 * where the reset of a connection that still was written to overtook the answer.
 */
async function pour(server: TestServer, headers: readonly string[], piece: Buffer): ReturnType<typeof pourOnce> {
  for (;;) {
    const poured = await pourOnce(server, headers, piece);
    if (poured.answer !== '') return poured;
  }
}

async function pourOnce(
  server: TestServer,
  headers: readonly string[],
  piece: Buffer,
): Promise<Readonly<{ answer: string; sent: number }>> {
  const socket = connect(server.httpPort, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const head = ['POST /v1/events HTTP/1.1', 'Host: 127.0.0.1', `Authorization: ${server.byClient.authorization}`, ...headers];
  socket.write(`${head.join('\r\n')}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`);
  const framed = Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]);
  const more = () => {
    while (!socket.destroyed && socket.write(framed));
  };
  socket.on('drain', more);
  more();
  await closed;
  return { answer, sent: socket.bytesWritten };
}

const mebibyte = 1024 * 1024;

test('given a backlog and a body that never ends, it is answered and not read on', async () => {
  const { server, release } = await aSlowStore();
  const waiting = await fill(server);

  const { answer, sent } = await pour(server, [], Buffer.alloc(mebibyte, 0x20));
  release();
  await Promise.all(waiting);

  expect(answer).toMatch(/^HTTP\/1\.1 429 [\s\S]*retry-after: 1[\s\S]*"server\.backlog"/i);
  expect(sent).toBeLessThan(32 * mebibyte);
});

test('given a body that never ends, it is cut off at 8 MiB', async () => {
  const server = await runServer();

  const { answer } = await pour(server, [], Buffer.alloc(mebibyte, 0x20));

  expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*"request\.tooLarge"/);
});

test('given a gzip that unpacks to a gigabyte and then breaks, it is cut off at 8 MiB and the server goes on', async () => {
  const server = await runServer();
  const member = gzipSync(Buffer.alloc(64 * mebibyte, 0x20));
  const bomb = Buffer.concat([...Array.from({ length: 16 }, () => member), Buffer.from('no gzip any more')]);
  const headers = { ...server.byClient, 'content-type': 'application/json', 'content-encoding': 'gzip' };

  const response = await fetch(`${server.url}/v1/events`, { method: 'POST', headers, body: bomb });

  expect([response.status, await response.json()]).toEqual([413, { code: 'request.tooLarge' }]);
  expect(await statusOf(server.post('/v1/events', searches(1), server.byClient))).toBe(200);
});

test.each([
  ['br', 415, 'request.mediaType'],
  ['deflate', 415, 'request.mediaType'],
  ['gzip, gzip', 415, 'request.mediaType'],
  ['constructor', 415, 'request.mediaType'],
  ['gzip', 400, 'request.schema'],
])('given plain bytes that are said to be %s, they are refused', async (coding, status, code) => {
  const server = await runServer();
  const headers = { ...server.byClient, 'content-encoding': coding };

  const response = await server.post('/v1/events', searches(1), headers);

  expect([response.status, await response.json()]).toMatchObject([status, { code }]);
});

test.each(['GZIP', 'x-gzip', 'gzip, short', 'gzip, in two members'])(
  'given a gzipped body (%s), it is read or refused whole',
  async (how) => {
    const server = await runServer();
    const json = JSON.stringify(searches(3));
    const whole = gzipSync(json);
    const body =
      how === 'gzip, in two members'
        ? Buffer.concat([gzipSync(json.slice(0, 9)), gzipSync(json.slice(9))])
        : how === 'gzip, short'
          ? whole.subarray(0, -9)
          : whole;
    const headers = { ...server.byClient, 'content-type': 'application/json', 'content-encoding': how.split(',', 1)[0] ?? '' };

    const response = await fetch(`${server.url}/v1/events`, { method: 'POST', headers, body });

    expect(response.status).toBe(how === 'gzip, short' ? 400 : 200);
  },
);

test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx', 'multipart/form-data; boundary=x', 'json', ';'])(
  'given a body of type %s, it is refused as such',
  async (type) => {
    const server = await runServer();

    const response = await server.post('/v1/events', searches(1), { ...server.byClient, 'content-type': type });

    expect([response.status, await response.json()]).toEqual([415, { code: 'request.mediaType' }]);
  },
);
