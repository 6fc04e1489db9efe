import { expect, test } from 'vitest';
import {
  answerPacket,
  disconnectPacket,
  frame,
  number,
  packetType,
  pingPacket,
  subscribePacket,
  unsubscribePacket,
} from '../../testing/mqtt-packets.ts';
import type { RawClient } from '../../testing/raw-client.ts';
import { admitted, hexOf, messageOf } from '../../testing/raw-session.ts';
import { aSearchBody, runServer, type TestServer } from '../../testing/run-server.ts';

// MQTT 3.1.1, sections 3.8 to 3.11 and 4.4: what comes down.

/** Somebody, over HTTP, says an event of the client, whose answer then waits for it. */
const say = (server: TestServer) => server.post('/v1/events', { ...aSearchBody(), kind: 'searched' }, server.byClient);
const waiting = async (server: TestServer) =>
  (await server.store.outbox.waiting('shop', 'chatbot', 0, 100)).flatMap(({ messages }) => messages);
const subscribed = async (raw: RawClient, ...filters: Parameters<typeof subscribePacket>[1][]) => {
  raw.send(subscribePacket(5, ...filters));
  return hexOf(await raw.next());
};

test('[MQTT-3.8.4-1, MQTT-3.8.4-2, MQTT-3.8.4-5] SUBACK has the packet id and one code a filter, in order; QoS 2 is granted as 1', async () => {
  const server = await runServer();
  const raw = await admitted(server);

  expect(await subscribed(raw, [server.down('accepted'), 0], [server.down('refused'), 1], [server.allDown, 2])).toBe('90:0005000101');
});

test('[MQTT-3.3.5-1] of overlapping filters the best one counts, and a message comes once', async () => {
  const server = await runServer();
  const raw = await admitted(server);
  await subscribed(raw, [server.allDown, 1], [server.down('accepted'), 0]);

  await say(server);
  const message = messageOf(await raw.next());
  raw.send(answerPacket(packetType.puback, message.id ?? 0), pingPacket);

  expect(message).toMatchObject({ topic: server.down('accepted'), qos: 1, dup: false, retain: false });
  expect(hexOf(await raw.next())).toBe('d0:'); // nothing else came before the answer to the ping
  await expect.poll(() => waiting(server)).toEqual([]);
});

test('[MQTT-3.8.4-3] a filter that is subscribed to again has the new QoS', async () => {
  const server = await runServer();
  const raw = await admitted(server);
  await subscribed(raw, [server.allDown, 1]);
  await subscribed(raw, [server.allDown, 0]);

  await say(server);

  expect(messageOf(await raw.next()).qos).toBe(0);
});

test('[MQTT-3.10.4-4] UNSUBSCRIBE is answered by UNSUBACK, [MQTT-3.10.4-5] also of what was not subscribed to', async () => {
  const raw = await admitted(await runServer());

  raw.send(unsubscribePacket(6, 'talklens/v1/shop/chatbot/down/#', 'never/heard/of'));

  expect(hexOf(await raw.next())).toBe('b0:0006');
});

test('[MQTT-3.10.4-2] after UNSUBSCRIBE nothing comes any more; it waits, and comes when it is subscribed to again', async () => {
  const server = await runServer();
  const raw = await admitted(server);
  await subscribed(raw, [server.allDown, 1]);
  raw.send(unsubscribePacket(6, server.allDown));
  await raw.next();

  await say(server);
  await expect.poll(() => waiting(server)).toHaveLength(1);
  raw.send(pingPacket);
  const beforeSubscribing = hexOf(await raw.next());
  await subscribed(raw, [server.allDown, 1]);

  expect(beforeSubscribing).toBe('d0:');
  expect(messageOf(await raw.next()).topic).toBe(server.down('accepted'));
});

test('[MQTT-4.4.0-1] what was not acknowledged comes again with the same bytes on reconnect, as a delivery of its own', async () => {
  const server = await runServer();
  const first = await admitted(server);
  await subscribed(first, [server.allDown, 1]);
  await say(server);
  const before = messageOf(await first.next());
  first.socket.destroy();

  const second = await admitted(server);
  await subscribed(second, [server.allDown, 1]);
  const after = messageOf(await second.next());
  second.send(answerPacket(packetType.puback, after.id ?? 0));

  expect(after.payload).toBe(before.payload);
  expect(after.topic).toBe(before.topic);
  await expect.poll(() => waiting(server)).toEqual([]);
});

test('[MQTT-3.1.2-4] a session that is to be remembered is served on reconnect without subscribing again', async () => {
  const server = await runServer();
  const before = await admitted(server, { clean: false });
  await subscribed(before, [server.allDown, 1]);
  before.send(disconnectPacket);
  await before.closed();
  await say(server);

  const after = await admitted(server, { clean: false });

  expect(messageOf(await after.next()).topic).toBe(server.down('accepted'));
});

test('given a remembered session that once asked for a foreign filter, it was closed for that and can come back', async () => {
  const server = await runServer();
  const greedy = await admitted(server, { clean: false });
  greedy.send(subscribePacket(5, [server.allDown, 1], ['talklens/v1/other/chatbot/down/#', 1]));
  expect(await greedy.closed()).toEqual([]);

  const back = await admitted(server, { clean: false });
  await say(server);

  expect(messageOf(await back.next()).topic).toBe(server.down('accepted'));
  expect(await server.count('talklens_door_total{reason="door.subscription"}')).toBe(1);
});

/** Each closes the connection without a SUBACK or UNSUBACK. */
const violations: readonly (readonly [string, Buffer])[] = [
  ['[MQTT-3.8.3-3] a SUBSCRIBE without a filter', frame(packetType.subscribe, number(5))],
  ['[MQTT-3.8.3-4] a QoS of 3', subscribePacket(5, ['talklens/v1/shop/chatbot/down/#', 3])],
  ['[MQTT-3.8.3-4] reserved bits beside the QoS', subscribePacket(5, ['talklens/v1/shop/chatbot/down/#', 0x81])],
  ['[MQTT-3.8.1-1] a SUBSCRIBE with other flags', Buffer.concat([Buffer.from([0x80]), subscribePacket(5, ['a', 1]).subarray(1)])],
  ['[MQTT-2.3.1-1] a SUBSCRIBE with packet id 0', subscribePacket(0, ['talklens/v1/shop/chatbot/down/#', 1])],
  ['[MQTT-3.8.3-1] a filter that is not UTF-8', subscribePacket(5, [Buffer.from([0xff]), 1])],
  ['a filter longer than its packet', frame(packetType.subscribe, number(5), number(9), Buffer.from('ab'))],
  ['a filter without its QoS', frame(packetType.subscribe, number(5), number(1), Buffer.from('a'))],
  ['[MQTT-3.10.3-2] an UNSUBSCRIBE without a filter', frame(packetType.unsubscribe, number(5))],
  ['[MQTT-3.10.3-1] an UNSUBSCRIBE of what is not UTF-8', unsubscribePacket(5, Buffer.from([0xff]))],
];

test.each(violations)('%s closes the connection', async (_what, packet) => {
  const server = await runServer();
  const raw = await admitted(server);

  raw.send(packet);

  expect(await raw.closed()).toEqual([]);
  expect(await server.count('talklens_door_total{reason="door.protocol"}')).toBe(1);
});
