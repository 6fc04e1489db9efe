import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { runServer, type TestServer } from '../testing/run-server.ts';

/** Sends bytes and resolves when the server has ended the connection. */
const send = (server: TestServer, bytes: string) =>
  new Promise<void>((resolve) => {
    const socket = connect(server.httpPort, '127.0.0.1', () => socket.write(bytes));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
    socket.resume();
  });

test.each([
  ['POST /v1/session', ''],
  ['GET /v1/me', 'Authorization: Bearer wrong\r\n'],
  ['POST /v1/events', 'Authorization: Basic wrong\r\n'],
])('given %s whose connection breaks while its credential is looked at, it is refused and no defect of ours', async (route, credential) => {
  const lines: string[] = [];
  const server = await runServer({ logTo: { write: (line) => lines.push(line) } });

  const head = `${route} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n${credential}Transfer-Encoding: chunked\r\n\r\n`;
  await send(server, `${head}no length of a chunk\r\n`);
  await server.stop();

  expect(lines.filter((line) => line.includes('request failed'))).toEqual([]);
});
