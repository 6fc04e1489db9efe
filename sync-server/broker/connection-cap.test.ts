import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Broker } from './broker.ts';
import { createConnectionQuota } from './connection-quota.ts';
import { listenTcp } from './tcp-listener.ts';
import { createWebSocketListener } from './websocket-listener.ts';

const most = 2;

/** A broker that only takes connections, and how often somebody was turned away. */
function aDoor() {
  const taken: Duplex[] = [];
  const broker: Broker = {
    handle: (connection) => void taken.push(connection.on('error', () => undefined).resume()),
    close: async () => undefined,
  };
  const turnedAway: string[] = [];
  const quota = createConnectionQuota({ most, mostPerAddress: most });
  return { taken, broker, turnedAway, ports: { quota, refused: (reason: string) => void turnedAway.push(reason) } };
}

test('given as many TCP connections as are allowed, the next is closed and counted; given one that left, another is taken', async () => {
  const { taken, broker, ports, turnedAway } = aDoor();
  const tcp = await listenTcp(broker, { host: '127.0.0.1', port: 0, ...ports });
  onTestFinished(tcp.close);
  const open = () => connect(tcp.port, '127.0.0.1').on('error', () => undefined);
  const [first] = [open(), open()];
  await expect.poll(() => taken.length).toBe(most);

  await once(open(), 'close');
  expect([taken.length, turnedAway]).toEqual([most, ['server.busy']]);
  first.destroy();
  await expect.poll(() => taken.some(({ readableEnded }) => readableEnded)).toBe(true);
  open();

  await expect.poll(() => taken.length).toBe(most + 1);
});

test('given as many WebSockets as are allowed, the next is answered 503 and counted; given one that left, another is taken', async () => {
  const { taken, broker, ports, turnedAway } = aDoor();
  const http = createServer();
  const webSocket = createWebSocketListener(broker, { trusted: () => true, ...ports });
  webSocket.listen(http);
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
  expect([(error as Error).message, turnedAway]).toEqual(['Unexpected server response: 503', ['server.busy']]);
  first.close();
  await expect.poll(() => taken.some(({ readableEnded }) => readableEnded)).toBe(true);
  open();

  await expect.poll(() => taken.length).toBe(most + 1);
});
