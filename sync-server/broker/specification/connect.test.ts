import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  connectFlag,
  connectPacket,
  disconnectPacket,
  field,
  frame,
  number,
  packetType,
  pingPacket,
  subscribePacket,
} from '../../testing/mqtt-packets.ts';
import { openRawClient } from '../../testing/raw-client.ts';
import { admitted, connectRaw, hexOf } from '../../testing/raw-session.ts';
import { aSearchBody, runServer } from '../../testing/run-server.ts';

// MQTT 3.1.1, section 3.1 and what follows from it. The numbers are those of the specification's statements.

const connack = { accepted: '20:0000', version: '20:0001', identifier: '20:0002', badPassword: '20:0004' } as const;

test('[MQTT-3.1.0-1] a first packet other than CONNECT closes the connection', async () => {
  const server = await runServer();
  const raw = await openRawClient(server.mqttPort);

  raw.send(pingPacket);

  expect(await raw.closed()).toEqual([]);
  expect(await server.count('talklens_door_total{reason="door.protocol"}')).toBe(1);
});

test('[MQTT-3.1.0-2] a second CONNECT closes the connection', async () => {
  const server = await runServer();
  const raw = await admitted(server);

  raw.send(connectPacket({ clientId: 'shop/chatbot', username: 'shop/chatbot', password: server.client.secret }));

  expect(await raw.closed()).toEqual([]);
});

test('[MQTT-3.1.2-1] a protocol name that is not MQTT closes the connection', async () => {
  const raw = await connectRaw(await runServer(), { protocol: 'MQTX' });

  expect(await raw.closed()).toEqual([]);
});

test.each([1, 3, 6, 0x84])('[MQTT-3.1.2-2] level %i is answered with return code 1, then the connection closes', async (level) => {
  const server = await runServer();
  const raw = await connectRaw(server, { level });

  expect(hexOf(await raw.next())).toBe(connack.version);
  expect(await raw.closed()).toEqual([]);
  expect(await server.count('talklens_door_total{reason="door.version"}')).toBe(1);
});

test('a client of version 5 is told so in its own words: CONNACK with reason code 0x84 and no properties (MQTT 5, 3.2.2.2)', async () => {
  const server = await runServer();
  const raw = await openRawClient(server.mqttPort);
  const noProperties = Buffer.from([0]);
  const header = [field('MQTT'), Buffer.from([5, connectFlag.clean]), number(60), noProperties];

  raw.send(frame(packetType.connect, ...header, field('shop/chatbot')));

  expect(hexOf(await raw.next())).toBe('20:008400');
  expect(await raw.closed()).toEqual([]);
});

test.each([
  ['[MQTT-3.1.2-3] the reserved flag', { moreFlags: 0x01 }],
  ['[MQTT-3.1.2-13] a will QoS without a will', { moreFlags: connectFlag.willQos }],
  ['[MQTT-3.1.2-14] a will QoS of 3', { will: { topic: 'talklens/v1/shop/chatbot/up/searched', qos: 3 } }],
  ['[MQTT-3.1.2-15] a retained will without a will', { moreFlags: connectFlag.willRetain }],
  ['[MQTT-3.1.2-22] a password without a user name', { username: undefined }],
  ['[MQTT-1.5.3-1] a client id that is not UTF-8', { clientId: Buffer.from([0xc3, 0x28]) }],
  ['[MQTT-1.5.3-1] a client id with half of a surrogate pair', { clientId: Buffer.from([0xed, 0xa0, 0x80]) }],
  ['[MQTT-1.5.3-2] a client id with NUL', { clientId: 'shop\0chatbot' }],
])('%s closes the connection without a CONNACK', async (_what, over) => {
  const server = await runServer();
  const raw = await connectRaw(server, over);

  expect(await raw.closed()).toEqual([]);
  expect(await server.count('talklens_door_total{reason="door.protocol"}')).toBe(1);
});

test('[MQTT-3.1.2-24] a client that says nothing for one and a half times its keep-alive is closed', async () => {
  const server = await runServer();
  const raw = await admitted(server, { keepAliveSeconds: 1 });

  expect(await raw.closed()).toEqual([]);
  expect(await server.count('talklens_door_total{reason="door.keepAlive"}')).toBe(1);
});

test('[MQTT-3.1.2-24] one that only pings, within its keep-alive, is not', async () => {
  const server = await runServer();
  const [silent, pinging] = [await admitted(server, { keepAliveSeconds: 1 }), await openSecond(server)];
  const pings = setInterval(() => pinging.send(pingPacket), 300);

  await silent.closed();
  clearInterval(pings);
  pinging.send(pingPacket);

  expect(hexOf(await pinging.next())).toBe('d0:');
  expect(pinging.socket.destroyed).toBe(false);
});

/** Another client of the same keep-alive: one client has one connection. */
async function openSecond(server: Awaited<ReturnType<typeof runServer>>) {
  const answer = await server.post('/v1/credentials', { kind: 'client', name: 'second' });
  const { secret } = (await answer.json()) as { secret: string };
  return admitted(server, { clientId: 'shop/second', username: 'shop/second', password: secret, keepAliveSeconds: 1 });
}

test('[MQTT-3.1.3-7] an empty client id with a clean session is served', async () => {
  expect(hexOf(await (await connectRaw(await runServer(), { clientId: '' })).next())).toBe(connack.accepted);
});

test('[MQTT-3.1.3-8] an empty client id without a clean session is answered with return code 2, then closed', async () => {
  const raw = await connectRaw(await runServer(), { clientId: '', clean: false });

  expect(hexOf(await raw.next())).toBe(connack.identifier);
  expect(await raw.closed()).toEqual([]);
});

test('[MQTT-3.2.2-5] a wrong password is answered with return code 4, then closed', async () => {
  const raw = await connectRaw(await runServer(), { password: 'guessed' });

  expect(hexOf(await raw.next())).toBe(connack.badPassword);
  expect(await raw.closed()).toEqual([]);
});

test('[MQTT-3.1.4-2] a second connection of the same client closes the first', async () => {
  const server = await runServer();
  const first = await admitted(server);

  const second = await admitted(server);

  expect(await first.closed()).toEqual([]);
  second.send(pingPacket);
  expect(hexOf(await second.next())).toBe('d0:');
});

test('[MQTT-3.1.4-2] of many connections of one client at the same time, beside one that has subscribed, one is left', async () => {
  const server = await runServer();
  const subscribed = await admitted(server);
  subscribed.send(subscribePacket(1, [server.allDown, 1], [server.down('accepted'), 1]));
  await subscribed.next();

  const raws = await Promise.all(Array.from({ length: 20 }, () => connectRaw(server)));

  await expect.poll(() => raws.filter(({ socket }) => !socket.destroyed).length, { timeout: 10_000 }).toBe(1);
  await expect.poll(() => server.count('talklens_mqtt_clients')).toBe(1);
  const left = raws.find(({ socket }) => !socket.destroyed);
  expect(hexOf(await left?.next())).toBe(connack.accepted);
  expect(await subscribed.closed()).toEqual([]);
});

test('[MQTT-3.1.2-6, MQTT-3.2.2-1] a clean session remembers nothing; [MQTT-3.2.2-2] one that was to be remembered is', async () => {
  const server = await runServer();
  const present = async (clean: boolean) => {
    const raw = await connectRaw(server, { clean });
    const answer = await raw.next();
    raw.send(subscribePacket(1, [server.allDown, 1]));
    await raw.next();
    raw.send(disconnectPacket);
    await raw.closed();
    return answer?.body[0];
  };

  expect([await present(false), await present(false), await present(true), await present(false)]).toEqual([0, 1, 0, 0]);
});

const will = (server: { up(kind: string): string }, body: object) => ({
  topic: server.up('searched'),
  payload: JSON.stringify(body),
  qos: 1,
});

test('[MQTT-3.1.2-8] a will of its own is stored when the connection ends without DISCONNECT', async () => {
  const server = await runServer();
  const body = aSearchBody();
  const raw = await admitted(server, { will: will(server, body) });

  raw.socket.destroy();

  await expect.poll(() => server.store.log.fact('shop', body.eventId)).toBeDefined();
});

test('[MQTT-3.1.2-8] and when its client takes its connection over, or breaks the protocol', async () => {
  const server = await runServer();
  const bodies = [aSearchBody(), aSearchBody()] as const;
  await admitted(server, { will: will(server, bodies[0]) });
  const second = await admitted(server, { will: will(server, bodies[1]) });

  second.send(Buffer.from([0xf0, 0]));

  for (const { eventId } of bodies) await expect.poll(() => server.store.log.fact('shop', eventId)).toBeDefined();
});

test('[MQTT-3.1.2-10] a will is not stored after DISCONNECT', async () => {
  const server = await runServer();
  const [willed, later] = [aSearchBody(), aSearchBody({ eventId: randomUUID() })];
  const raw = await admitted(server, { will: will(server, willed) });

  raw.send(disconnectPacket);
  await raw.closed();
  const client = await server.connect();
  await client.publishAsync(server.up('searched'), JSON.stringify(later), { qos: 1 });

  expect(await server.store.log.fact('shop', later.eventId)).toBeDefined();
  expect(await server.store.log.fact('shop', willed.eventId)).toBeUndefined();
});

test.each([
  ['a topic of another client', { topic: 'talklens/v1/shop/other/up/searched' }],
  ['a level too many', { topic: 'talklens/v1/shop/chatbot/up/searched/more' }],
  ['its own down', { topic: 'talklens/v1/shop/chatbot/down/accepted' }],
  ['a retained message', { topic: 'talklens/v1/shop/chatbot/up/searched', retain: true }],
])('given a will to %s, CONNECT is refused with return code 5 and counted (I3, I9)', async (_what, foreign) => {
  const server = await runServer();
  const raw = await connectRaw(server, { will: foreign });

  expect(hexOf(await raw.next())).toBe('20:0005');
  expect(await raw.closed()).toEqual([]);
  expect(await server.count('talklens_door_total{reason="door.will"}')).toBe(1);
});

test('a client library set to version 5 is told that the version is not supported', async () => {
  const server = await runServer();

  const refused = await server.connect({ protocolVersion: 5 }).catch((error: unknown) => error);

  expect(refused).toMatchObject({ message: 'Connection refused: Unsupported Protocol Version', code: 0x84 });
});
