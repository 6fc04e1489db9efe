import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { connectPacket, pingPacket, publishPacket } from '../testing/mqtt-packets.ts';
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

/** A WebSocket of the first client, let in. */
async function admittedWebSocket(server: TestServer): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.httpPort}/mqtt`, 'mqtt');
  onTestFinished(() => socket.terminate());
  socket.on('error', () => undefined);
  await once(socket, 'open');
  socket.send(connectPacket({ clientId: 'shop/chatbot', username: 'shop/chatbot', password: server.client.secret }));
  await once(socket, 'message');
  return socket;
}

test('[MQTT-6.0.0-1] given a text frame, the connection ends', async () => {
  const server = await runServer();
  const socket = await admittedWebSocket(server);
  const goodBytes = publishPacket({ topic: server.up('searched'), payload: '{}', qos: 0 });

  socket.send(goodBytes.toString('ascii'));

  await once(socket, 'close');
});

test('[MQTT-6.0.0-2] given packets cut without regard to frames, they are understood', async () => {
  const socket = await admittedWebSocket(await runServer());
  const bytes = Buffer.concat([pingPacket, pingPacket]);
  let answered = 0;
  socket.on('message', (data: Buffer) => {
    answered += data.length;
  });

  for (const byte of bytes) socket.send(Buffer.from([byte]));

  await expect.poll(() => answered).toBe(bytes.length);
});

test.each([
  ['a packet that is too large', () => Buffer.from([0x32, 0xff, 0xff, 0x7f]), 'door.packetTooLarge'],
  ['a packet that is none', () => Buffer.from([0xf0, 0]), 'door.protocol'],
  ['a topic of another client', () => publishPacket({ topic: 'talklens/v1/shop/other/up/searched' }), 'door.topic'],
])('given %s, the same guards stand here as over TCP', async (_what, packet, reason) => {
  const server = await runServer();
  const socket = await admittedWebSocket(server);

  socket.send(packet());
  await once(socket, 'close');

  expect(await server.count(`talklens_door_total{reason="${reason}"}`)).toBe(1);
});

test("given WebSocket pings whose answers nobody reads, the connection ends before they fill the server's memory", async () => {
  const server = await runServer();
  const socket = await admittedWebSocket(server);
  socket.pause();
  const ended = once(socket, 'close');
  const flood = () => {
    for (let ping = 0; ping < 1_000 && socket.readyState === WebSocket.OPEN; ping++) socket.ping(Buffer.alloc(125));
    if (socket.readyState === WebSocket.OPEN) setTimeout(flood, 1);
  };
  flood();

  await expect.poll(() => server.count('talklens_mqtt_clients'), { timeout: 15_000 }).toBe(0);
  socket.resume();
  await ended;
});
