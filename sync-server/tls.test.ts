import { once } from 'node:events';
import { request } from 'node:https';
import { connect as connectPlain, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';
import { connectAsync } from 'mqtt';
import { expect, onTestFinished, test, vi } from 'vitest';
import { certificateOf, placeCertificate, placePart } from './testing/certificates.ts';
import { silent } from './testing/open-shop.ts';
import { aSearchBody, inbox, runServer } from './testing/run-server.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { readCertificate, watchCertificate } from './tls-certificate.ts';

const anyPorts = { TALKLENS_HTTP_TLS_PORT: '0', TALKLENS_MQTT_TLS_PORT: '0' };
const lookEveryMs = 1_000;
const ca = certificateOf('first');

const runTlsServer = (env: Record<string, string> = {}) =>
  runServer({ env: { ...placeCertificate(temporaryFolder(), 'first'), ...anyPorts, ...env } });

function getOverTls(port: number, path: string, headers: Record<string, string> = {}): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, ca, headers, agent: false }, async (response) => {
      resolve({ status: response.statusCode ?? 0, body: await text(response) });
    })
      .on('error', reject)
      .end();
  });
}

test.each(['mqtts', 'wss'] as const)('given a certificate, a client is served over %s', async (scheme) => {
  const server = await runTlsServer();
  const address = scheme === 'mqtts' ? `mqtts://127.0.0.1:${server.mqttTlsPort}` : `wss://127.0.0.1:${server.httpTlsPort}/mqtt`;
  const name = 'shop/chatbot';
  const client = await connectAsync(address, { ca, clientId: name, username: name, password: server.client.secret, reconnectPeriod: 0 });
  onTestFinished(() => client.endAsync(true));
  const received = inbox(client);
  await client.subscribeAsync(server.allDown, { qos: 1 });

  await client.publishAsync(server.up('searched'), JSON.stringify(aSearchBody()), { qos: 1 });

  await expect.poll(() => received.length).toBe(1);
});

test('given a certificate, the same routes answer over HTTPS, and their own origin is trusted there', async () => {
  const server = await runTlsServer();
  const port = server.httpTlsPort ?? 0;

  expect(await getOverTls(port, '/v1/me', server.byMember)).toMatchObject({ status: 200 });
  expect(await getOverTls(port, '/v1/me', { ...server.byMember, origin: `https://127.0.0.1:${port}` })).toMatchObject({ status: 200 });
  expect(await getOverTls(port, '/v1/me', { ...server.byMember, origin: `http://127.0.0.1:${port}` })).toMatchObject({ status: 403 });
});

test('given the port of TLS, neither plain MQTT nor a version before TLS 1.2 is spoken there', async () => {
  const server = await runTlsServer();
  const port = server.mqttTlsPort ?? 0;
  const old = connectTls({ port, host: '127.0.0.1', ca, maxVersion: 'TLSv1.1', minVersion: 'TLSv1' });

  await expect(new Promise((resolve, reject) => old.on('secureConnect', resolve).on('error', reject))).rejects.toThrow();
  await expect(connectAsync(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 0, connectTimeout: 5_000 }, false)).rejects.toThrow();
});

test('given as many connections as are allowed, one more over TLS is closed before it has cost a handshake', async () => {
  const server = await runTlsServer({ TALKLENS_MQTT_CONNECTIONS: '1' });
  await server.connect();
  const socket = connectTls({ port: server.mqttTlsPort ?? 0, host: '127.0.0.1', ca });

  await expect(new Promise((resolve, reject) => socket.on('secureConnect', resolve).on('error', reject))).rejects.toThrow();

  expect(await server.count('talklens_door_total{reason="server.busy"}')).toBe(1);
});

test('given connections that have gone, in good order or before their handshake, others are taken in their place', async () => {
  const server = await runTlsServer({ TALKLENS_MQTT_CONNECTIONS: '1' });
  const port = server.mqttTlsPort ?? 0;
  const taken = () => {
    const socket = connectTls({ port, host: '127.0.0.1', ca });
    return new Promise<boolean>((resolve) => {
      socket.on('error', () => resolve(false)).on('secureConnect', () => resolve(true));
    }).finally(() => socket.destroy());
  };

  await expect.poll(taken).toBe(true);
  await new Promise((closed) => connectPlain(port, '127.0.0.1').on('close', closed).end('no handshake'));

  await expect.poll(taken).toBe(true);
  await expect.poll(taken).toBe(true);
});

test('given an address that others can reach and a certificate, TLS listens there and plain on this machine only', async () => {
  const server = await runTlsServer({ TALKLENS_HOST: '0.0.0.0' });
  const elsewhere = '127.0.0.2'; // as much an address of this machine as any other but the plain listeners' own

  const overTls = connectTls({ port: server.mqttTlsPort ?? 0, host: elsewhere, ca, checkServerIdentity: () => undefined });
  await new Promise((resolve, reject) => overTls.on('secureConnect', resolve).on('error', reject));
  overTls.destroy();

  await expect(fetch(`http://${elsewhere}:${server.httpPort}/healthz`)).rejects.toThrow();
  await expect(connectAsync(`mqtt://${elsewhere}:${server.mqttPort}`, { reconnectPeriod: 0 }, false)).rejects.toThrow();
  expect((await server.connect()).connected).toBe(true);
});

test.each([
  ['a certificate without its key', { TALKLENS_TLS_CERT: 'cert.pem' }, 'TALKLENS_TLS_KEY'],
  ['a key without its certificate', { TALKLENS_TLS_KEY: 'key.pem' }, 'TALKLENS_TLS_CERT'],
  ['files that are not there', { TALKLENS_TLS_CERT: 'no.pem', TALKLENS_TLS_KEY: 'no.pem' }, 'TALKLENS_TLS_CERT, TALKLENS_TLS_KEY'],
])('given %s, the server does not start and names the setting', async (_what, env, detail) => {
  await expect(runServer({ env: { ...env, ...anyPorts } })).rejects.toMatchObject({ code: 'config.invalid', detail });
});

test('given a certificate that is renewed one file after the other, it is given on once both fit', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const folder = temporaryFolder();
  const { TALKLENS_TLS_CERT: certFile, TALKLENS_TLS_KEY: keyFile } = placeCertificate(folder, 'first');
  const files = { certFile, keyFile };
  const renewed: Buffer[] = [];
  const watch = watchCertificate(files, readCertificate(files), ({ cert }) => renewed.push(cert), silent, lookEveryMs);
  onTestFinished(watch.stop);

  placePart(folder, 'renewed', 'cert');
  vi.advanceTimersByTime(lookEveryMs);
  const whileHalf = [...renewed];
  placePart(folder, 'renewed', 'key');
  vi.advanceTimersByTime(2 * lookEveryMs);

  expect([whileHalf, renewed]).toEqual([[], [certificateOf('renewed')]]);
});

test('given files that were renewed after the listeners had read them and before anybody watched, they are given on at the first look', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const folder = temporaryFolder();
  const { TALKLENS_TLS_CERT: certFile, TALKLENS_TLS_KEY: keyFile } = placeCertificate(folder, 'first');
  const inUse = readCertificate({ certFile, keyFile });
  const renewed: Buffer[] = [];

  placeCertificate(folder, 'renewed');
  const watch = watchCertificate({ certFile, keyFile }, inUse, ({ cert }) => renewed.push(cert), silent, lookEveryMs);
  onTestFinished(watch.stop);
  vi.advanceTimersByTime(2 * lookEveryMs);

  expect(renewed).toEqual([certificateOf('renewed')]);
});

test('given connections over TLS, in MQTT over WebSocket, in MQTT and in the middle of a handshake, a stop ends them all', async () => {
  const server = await runTlsServer();
  const [https, mqtts] = [server.httpTlsPort ?? 0, server.mqttTlsPort ?? 0];
  const named = { clientId: 'shop/chatbot', username: 'shop/chatbot', password: server.client.secret };
  const overWebSocket = await connectAsync(`wss://127.0.0.1:${https}/mqtt`, { ...named, ca, reconnectPeriod: 0 });
  onTestFinished(() => overWebSocket.endAsync(true));
  const shaken = [https, mqtts].map((port) => connectTls({ port, host: '127.0.0.1', ca }));
  const silentOnes = [https, mqtts].map((port) => connectPlain(port, '127.0.0.1'));
  const sockets: readonly Socket[] = [...shaken, ...silentOnes];
  for (const socket of sockets) socket.on('error', () => undefined);
  await Promise.all([...shaken.map((socket) => once(socket, 'secureConnect')), ...silentOnes.map((socket) => once(socket, 'connect'))]);
  const gone = sockets.map((socket) => new Promise((closed) => socket.on('close', closed)));
  const left = new Promise((closed) => overWebSocket.on('close', () => closed(undefined)));

  await server.stop();

  await Promise.all([left, ...gone]);
});
