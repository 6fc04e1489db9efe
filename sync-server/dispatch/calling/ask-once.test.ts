import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Server as SocketServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { anImage } from '../testing/an-image.ts';
import { askOnce } from './ask-once.ts';
import { dialled } from './dialled.ts';
import { createReadImage } from './product-image.ts';
import { isPublic } from './public-addresses.ts';

let server: Server | SocketServer | undefined;
afterEach(async () => {
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  server = undefined;
});

async function listening(on: Server | SocketServer): Promise<URL> {
  server = on;
  await new Promise<void>((resolve) => on.listen(0, '127.0.0.1', resolve));
  return new URL(`http://127.0.0.1:${(on.address() as AddressInfo).port}/`);
}

const serve = (answer: RequestListener) => listening(createServer(answer));
const ask = (url: URL, change: { timeoutMs?: number; maxBytes?: number } = {}) =>
  askOnce({ method: 'POST', url, body: '{"a":1}', headers: { 'x-a': 'b' }, timeoutMs: 5_000, maxBytes: 1_000, ...change });

test('given an answer, it is heard with its status, headers and bytes, and the request was made once', async () => {
  const requests: string[] = [];
  const url = await serve((request, response) => {
    request.on('data', (chunk) => requests.push(`${request.method} ${request.headers['x-a']} ${chunk}`));
    request.on('end', () => response.writeHead(418, { 'retry-after': '7' }).end('tea'));
  });

  const heard = await ask(url);

  expect(heard).toMatchObject({ kind: 'answered', status: 418, headers: { 'retry-after': '7' }, body: Buffer.from('tea') });
  expect(requests).toEqual(['POST b {"a":1}']);
});

test('given nobody at the address, or no such name, not a byte was heard there', async () => {
  const url = await serve(() => undefined);
  await new Promise((resolve) => server?.close(resolve));
  server = undefined;

  expect(await ask(url)).toEqual({ kind: 'unreached', code: 'ECONNREFUSED' });
  expect(await ask(new URL('http://no-such-host.invalid/'))).toMatchObject({ kind: 'unreached' });
});

test('given a connection that breaks after it stood, the request may have been heard, and is not made again', async () => {
  let connections = 0;
  const url = await listening(
    createSocketServer((socket) => {
      connections += 1;
      socket.on('error', () => undefined);
      socket.once('data', () => socket.resetAndDestroy());
    }),
  );

  expect(await ask(url)).toMatchObject({ kind: 'lost' });
  expect(connections).toBe(1);
});

test('given silence, it is cut off in time', async () => {
  const url = await listening(createSocketServer((socket) => socket.on('error', () => undefined).resume()));

  expect(await ask(url, { timeoutMs: 50 })).toEqual({ kind: 'lost', code: 'TIMEOUT' });
});

test('given an answer that is longer than is wanted, or shorter than it says, it is lost', async () => {
  const url = await serve((request, response) => {
    if (request.headers['x-a'] === 'b') response.end('x'.repeat(2_000));
  });
  expect(await ask(url)).toEqual({ kind: 'lost', code: 'OVERSIZE' });
  await new Promise((resolve) => server?.close(resolve));

  const short = await listening(
    createSocketServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.resume().end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"ok"'));
    }),
  );
  expect(await ask(short)).toMatchObject({ kind: 'lost' });
});

test.each([
  ['127.0.0.1', 4],
  ['10.1.2.3', 4],
  ['172.20.0.1', 4],
  ['192.168.0.1', 4],
  ['169.254.169.254', 4],
  ['100.64.0.1', 4],
  ['0.0.0.0', 4],
  ['224.0.0.1', 4],
  ['::1', 6],
  ['::', 6],
  ['fe80::1', 6],
  ['fd00::1', 6],
  ['::ffff:127.0.0.1', 6],
  ['::ffff:10.0.0.1', 6],
  ['64:ff9b::7f00:1', 6],
])('given the address %s, it is not public', (address, family) => {
  expect(isPublic(address, family)).toBe(false);
});

test.each([
  ['203.0.114.1', 4],
  ['8.8.8.8', 4],
  ['2001:4860:4860::8888', 6],
])('given the address %s, it is public', (address, family) => {
  expect(isPublic(address, family)).toBe(true);
});

test('given an image on the own network, by number or by name, it is not fetched', async () => {
  let requests = 0;
  const url = await serve((_request, response) => {
    requests += 1;
    response.end(anImage());
  });
  const read = createReadImage(askOnce, false);

  expect(await read(url.href)).toBeNull();
  expect(await read(`http://localhost:${url.port}/`)).toBeNull();
  expect(await read(`http://[::ffff:127.0.0.1]:${url.port}/`)).toBeNull();
  expect(requests).toBe(0);
  expect(await createReadImage(askOnce, true)(url.href)).toEqual(anImage());
});

test.each([
  ['010-1234-5678', '01012345678'],
  ['+82 10-1234-5678', '01012345678'],
  ['+82 010 1234 5678', '01012345678'],
  ['821012345678', '01012345678'],
  ['02-1234-5678', '0212345678'],
])('given the number %s, %s is dialled', (written, digits) => {
  expect(dialled(written)).toBe(digits);
});
