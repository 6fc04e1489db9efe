import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Broker } from './broker.ts';
import { listenTcp } from './tcp-listener.ts';
import { listenWebSocket } from './websocket-listener.ts';

const most = 2;

/** A broker that only takes connections, and how often somebody was turned away. */
function aDoor() {
  const taken: Duplex[] = [];
  const broker: Broker = {
    handle: (connection) => void taken.push(connection.on('error', () => undefined).resume()),
    close: async () => undefined,
  };
  let turnedAway = 0;
  return { taken, broker, full: () => void turnedAway++, turnedAway: () => turnedAway };
}

test('given as many TCP connections as are allowed, the next is closed and counted; given one that left, another is taken', async () => {
  const { taken, broker, full, turnedAway } = aDoor();
  const tcp = await listenTcp(broker, { host: '127.0.0.1', port: 0, full, most });
  onTestFinished(tcp.close);
  const open = () => connect(tcp.port, '127.0.0.1').on('error', () => undefined);
  const [first] = [open(), open()];
  await expect.poll(() => taken.length).toBe(most);

  await once(open(), 'close');
  expect([taken.length, turnedAway()]).toEqual([most, 1]);
  first.destroy();
  await expect.poll(() => taken.some(({ readableEnded }) => readableEnded)).toBe(true);
  open();

  await expect.poll(() => taken.length).toBe(most + 1);
});

test('given as many WebSockets as are allowed, the next is answered 503 and counted; given one that left, another is taken', async () => {
  const { taken, broker, full, turnedAway } = aDoor();
  const http = createServer();
  const webSocket = listenWebSocket(broker, http, { trusted: () => true, full, most });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  onTestFinished(() => {
    webSocket.close();
    http.close();
  });
  const open = () => new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}/mqtt`, 'mqtt');
  const [first] = [open(), open()];
  await expect.poll(() => taken.length).toBe(most);

  const [error] = await once(open(), 'error');
  expect([(error as Error).message, turnedAway()]).toEqual(['Unexpected server response: 503', 1]);
  first.close();
  await expect.poll(() => taken.some(({ readableEnded }) => readableEnded)).toBe(true);
  open();

  await expect.poll(() => taken.length).toBe(most + 1);
});
