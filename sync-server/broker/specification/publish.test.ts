import { expect, test } from 'vitest';
import {
  answerPacket,
  disconnectPacket,
  field,
  frame,
  number,
  packetType,
  pingPacket,
  publishPacket,
  subscribePacket,
} from '../../testing/mqtt-packets.ts';
import { admitted, hexOf, messageOf } from '../../testing/raw-session.ts';
import { aSearchBody, runServer, type TestServer } from '../../testing/run-server.ts';

// MQTT 3.1.1, sections 3.3 to 3.7, 3.12, 3.14 and 4.3: what goes up, and how it is acknowledged.

const { puback, pubrec, pubrel, pubcomp } = packetType;
const aPublish = (server: TestServer, id: number, over: object = {}, body: object = aSearchBody()) =>
  publishPacket({ topic: server.up('searched'), payload: JSON.stringify(body), id, ...over });
const eventsOf = async (server: TestServer) => (await server.store.log.read('shop', 0, 100)).filter(({ kind }) => kind === 'event');

test('[MQTT-4.3.2-2] a PUBLISH at QoS 1 is answered by PUBACK with its packet id', async () => {
  const server = await runServer();
  const raw = await admitted(server);

  raw.send(aPublish(server, 0x1234));

  expect(hexOf(await raw.next())).toBe('40:1234');
});

test('[MQTT-4.3.2-2] a PUBLISH that comes again with DUP is acknowledged again, and its event is stored once', async () => {
  const server = await runServer();
  const raw = await admitted(server);
  const body = aSearchBody();

  raw.send(aPublish(server, 7, {}, body), aPublish(server, 7, { dup: true }, body));

  expect([hexOf(await raw.next()), hexOf(await raw.next())]).toEqual(['40:0007', '40:0007']);
  expect(await eventsOf(server)).toHaveLength(1);
});

test('[MQTT-2.3.1-4] a packet id is free again once it is acknowledged', async () => {
  const server = await runServer();
  const raw = await admitted(server);

  raw.send(aPublish(server, 7));
  await raw.next();
  raw.send(aPublish(server, 7));

  expect(hexOf(await raw.next())).toBe('40:0007');
  expect(await eventsOf(server)).toHaveLength(2);
});

test('[MQTT-4.6.0-2] many PUBLISH packets are acknowledged in the order they came', async () => {
  const server = await runServer();
  const raw = await admitted(server);
  const ids = Array.from({ length: 200 }, (_, index) => index + 1);

  raw.send(...ids.map((id) => aPublish(server, id)));

  const acknowledged: number[] = [];
  for (const _ of ids) acknowledged.push((await raw.next())?.body.readUInt16BE(0) ?? 0);
  expect(acknowledged).toEqual(ids);
});

test('[MQTT-4.3.3-2] QoS 2 goes through PUBREC and PUBCOMP, and its event is stored once', async () => {
  const server = await runServer();
  const raw = await admitted(server);

  raw.send(aPublish(server, 9, { qos: 2 }));
  const received = hexOf(await raw.next());
  raw.send(answerPacket(pubrel, 9));
  const completed = hexOf(await raw.next());

  expect([received, completed]).toEqual(['50:0009', '70:0009']);
  expect(await eventsOf(server)).toHaveLength(1);
});

test('[MQTT-4.3.3-2] before its PUBREL, the same packet id is the same event; after PUBCOMP, it is a new one', async () => {
  const server = await runServer();
  const raw = await admitted(server);
  const [first, second] = [aSearchBody(), aSearchBody()];

  raw.send(aPublish(server, 9, { qos: 2 }, first), aPublish(server, 9, { qos: 2, dup: true }, first));
  const before = [hexOf(await raw.next()), hexOf(await raw.next())];
  raw.send(answerPacket(pubrel, 9), answerPacket(pubrel, 9));
  const released = [hexOf(await raw.next()), hexOf(await raw.next())];
  raw.send(aPublish(server, 9, { qos: 2 }, second));
  const after = hexOf(await raw.next());

  expect([before, released, after]).toEqual([['50:0009', '50:0009'], ['70:0009', '70:0009'], '50:0009']);
  expect((await eventsOf(server)).map(({ factId }) => factId)).toEqual([first.eventId, second.eventId]);
});

test('[MQTT-4.4.0-1] a delivery at QoS 2 that broke off before PUBREL is finished by the next connection of the session', async () => {
  const server = await runServer();
  const body = aSearchBody();
  const broken = await admitted(server, { clean: false });
  broken.send(aPublish(server, 9, { qos: 2 }, body));
  await broken.next();
  broken.socket.destroy();

  const raw = await admitted(server, { clean: false });
  raw.send(aPublish(server, 9, { qos: 2, dup: true }, body));
  const received = hexOf(await raw.next());
  raw.send(answerPacket(pubrel, 9));

  expect([received, hexOf(await raw.next())]).toEqual(['50:0009', '70:0009']);
  expect(await eventsOf(server)).toHaveLength(1);
});

test('given a thousand deliveries at QoS 2 without a PUBREL, one more closes the connection, in this session and in the next', async () => {
  const server = await runServer();
  const body = aSearchBody();
  const unfinished = Array.from({ length: 1_000 }, (_, index) => aPublish(server, index + 1, { qos: 2 }, body));
  const raw = await admitted(server, { clean: false });
  raw.send(...unfinished);
  for (const _ of unfinished) await raw.next();

  raw.send(aPublish(server, 1_001, { qos: 2 }, body));
  await raw.closed();
  const next = await admitted(server, { clean: false });
  next.send(aPublish(server, 1_002, { qos: 2 }, body));

  expect(await next.closed()).toEqual([]);
  expect(await server.count('talklens_door_total{reason="door.inFlight"}')).toBe(2);
});

test('[MQTT-3.5.4-1, MQTT-3.6.4-1] a PUBREL or PUBREC of nothing known is answered, a PUBACK or PUBCOMP of nothing known is passed over', async () => {
  const raw = await admitted(await runServer());

  raw.send(answerPacket(pubrel, 77), answerPacket(pubrec, 78), answerPacket(puback, 79), answerPacket(pubcomp, 80), pingPacket);

  const answers = [hexOf(await raw.next()), hexOf(await raw.next()), hexOf(await raw.next())];
  expect(answers.sort()).toEqual(['62:004e', '70:004d', 'd0:']);
});

test('[MQTT-3.3.1-5] a retained message, which is not kept here, closes the connection without an acknowledgement', async () => {
  const server = await runServer();
  const raw = await admitted(server);

  raw.send(aPublish(server, 1, { retain: true }));

  expect(await raw.closed()).toEqual([]);
  expect(await eventsOf(server)).toEqual([]);
  expect(await server.count('talklens_door_total{reason="door.retained"}')).toBe(1);
});

test('[MQTT-3.12.4-1] PINGREQ is answered by PINGRESP', async () => {
  const raw = await admitted(await runServer());

  raw.send(pingPacket);

  expect(hexOf(await raw.next())).toBe('d0:');
});

test('[MQTT-3.14.4-2] after DISCONNECT the server closes the connection', async () => {
  const raw = await admitted(await runServer());

  raw.send(disconnectPacket);

  expect(await raw.closed()).toEqual([]);
});

/** Each closes the connection, acknowledges nothing and is counted as `door.protocol`. */
const violations: readonly (readonly [string, (server: TestServer) => Buffer])[] = [
  ['[MQTT-2.2.2-2] a reserved flag of PUBREL', () => Buffer.from([0x60, 2, 0, 1])],
  ['[MQTT-2.2.2-2] a reserved flag of PINGREQ', () => Buffer.from([0xc1, 0])],
  ['[MQTT-3.14.1-1] a reserved flag of DISCONNECT', () => Buffer.from([0xe1, 0])],
  ['[MQTT-2.3.1-1] a packet id of 0', (server) => aPublish(server, 0)],
  ['[MQTT-2.3.1-1] a packet id of 0 in a PUBACK', () => answerPacket(puback, 0)],
  ['[MQTT-3.3.1-2] DUP at QoS 0', (server) => aPublish(server, 1, { qos: 0, dup: true })],
  ['[MQTT-3.3.1-4] QoS 3', (server) => frame(0x36, field(server.up('searched')), number(1))],
  ['a remaining length of five bytes (2.2.3)', () => Buffer.from([0x32, 0x80, 0x80, 0x80, 0x80, 0x01])],
  ['a topic longer than its packet', () => Buffer.from([0x32, 4, 0xff, 0xff, 0, 1])],
  ['a PUBACK of three bytes', () => frame(puback, Buffer.from([0, 1, 0]))],
  ['a PINGREQ with a body', () => frame(packetType.pingreq, Buffer.from([0]))],
  ['the reserved type 0', () => Buffer.from([0x00, 0])],
  ['the reserved type 15', () => Buffer.from([0xf0, 0])],
  ['a CONNACK, which only a server sends', () => Buffer.from([0x20, 2, 0, 0])],
  ['a PINGRESP, which only a server sends', () => Buffer.from([0xd0, 0])],
];

test.each(violations)('%s closes the connection', async (_what, packet) => {
  const server = await runServer();
  const raw = await admitted(server);

  raw.send(packet(server));

  expect(await raw.closed()).toEqual([]);
  expect(await server.count('talklens_door_total{reason="door.protocol"}')).toBe(1);
});

test('[MQTT-3.3.2-2] a topic with a wildcard closes the connection; [MQTT-4.7.3-1] so does an empty one', async () => {
  const server = await runServer();
  for (const topic of [server.up('+'), server.up('#'), '']) {
    const raw = await admitted(server);
    raw.send(publishPacket({ topic, payload: '{}' }));
    expect(await raw.closed()).toEqual([]);
  }

  expect(await server.count('talklens_door_total{reason="door.topic"}')).toBe(3);
});

test('given a packet cut into single bytes, it is understood like a whole one', async () => {
  const server = await runServer();
  const raw = await admitted(server);

  for (const byte of [...aPublish(server, 3), ...pingPacket, ...subscribePacket(4, [server.allDown, 1])]) raw.send(Buffer.from([byte]));

  const answers = [await raw.next(), await raw.next(), await raw.next(), await raw.next()];
  const down = answers.filter((packet) => (packet?.first ?? 0) >> 4 === packetType.publish >> 4).map(messageOf);
  expect(answers.map(hexOf)).toEqual(expect.arrayContaining(['40:0003', 'd0:', '90:000401']));
  expect(down).toHaveLength(1);
});
