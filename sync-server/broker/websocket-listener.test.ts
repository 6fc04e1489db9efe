import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { runServer, type TestServer } from '../testing/run-server.ts';

/** A peer that asks for an upgrade and keeps its own end open, whatever it is answered. */
async function askForUpgrade(server: TestServer, target: string, headers = 'Host: 127.0.0.1\r\n'): Promise<string> {
  const socket = connect({ port: server.httpPort, host: '127.0.0.1', allowHalfOpen: true });
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  socket.write(
    `GET ${target} HTTP/1.1\r\n${headers}Connection: Upgrade\r\nUpgrade: websocket\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  await Promise.race([once(socket, 'end'), once(socket, 'close')]);
  return answer;
}

test.each(['//', '///mqtt', 'http://[/mqtt', '/other', '/mqtt/x', '*'])(
  'given an upgrade to %s, it is refused, and the server goes on',
  async (target) => {
    const server = await runServer();

    const answer = await askForUpgrade(server, target);

    expect(answer).toMatch(/^HTTP\/1\.1 40[04] /);
    expect((await server.connect({}, true)).connected).toBe(true);
  },
);

test.each([
  ['another site', 'Host: 127.0.0.1\r\nOrigin: https://evil.example\r\n'],
  ['a name that was rebound to us', 'Host: evil.example\r\n'],
])('given an upgrade of %s, it is answered 403', async (_who, headers) => {
  const server = await runServer();

  expect(await askForUpgrade(server, '/mqtt', headers)).toMatch(/^HTTP\/1\.1 403 /);
});

test('given a refused peer that keeps its end open, its connection is gone, and a stop does not wait for it', async () => {
  const server = await runServer();
  await askForUpgrade(server, '/other');

  await server.stop();

  await expect(fetch(server.url)).rejects.toThrow();
});
