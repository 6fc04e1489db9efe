import { randomUUID } from 'node:crypto';
import { connect as connectSocket } from 'node:net';
import type { MqttClient } from 'mqtt';
import { expect, onTestFinished, test } from 'vitest';
import { aSearchBody, inbox, runServer, type TestServer } from '../testing/run-server.ts';

/** Publishes a good event before and after what `between` does, and expects exactly those two in the log. */
async function withGoodEventsAround(server: TestServer, between: () => Promise<unknown>): Promise<void> {
  const ids = [randomUUID(), randomUUID()];
  const publish = async (eventId: string | undefined) => {
    const client = await server.connect();
    await client.publishAsync(server.up('searched'), JSON.stringify(aSearchBody({ eventId })), { qos: 1 });
    await client.endAsync(true);
  };

  await publish(ids[0]);
  await between();
  await publish(ids[1]);

  const facts = await server.store.log.read('shop', 0, 100);
  expect(facts.filter(({ kind }) => kind === 'event').map(({ factId }) => factId)).toEqual(ids);
}

/** Publishes at QoS 1 and says what became of the connection. */
function publishAndSee(client: MqttClient, topic: string, payload: string | Buffer, retain = false): Promise<'acknowledged' | 'closed'> {
  return new Promise((resolve) => {
    client.once('close', () => resolve('closed'));
    client.on('error', () => resolve('closed'));
    client.publish(topic, payload, { qos: 1, retain }, (error) => {
      if (!error) resolve('acknowledged');
    });
  });
}

test.each([
  ['is not JSON', 'hello', 'event.notJson'],
  ['is not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 'event.notUtf8'],
  ['has wrong types', JSON.stringify(aSearchBody({ userId: 39 })), 'event.schema'],
  ['has a __proto__ key', `{"__proto__":{"polluted":1},${JSON.stringify(aSearchBody()).slice(1)}`, 'event.schema'],
  ['is 10,000 deep', `${'['.repeat(10_000)}${']'.repeat(10_000)}`, 'event.tooDeep'],
])(
  'given a body that %s, it is acknowledged, kept aside and answered, and the good ones around it are stored (I3)',
  async (_what, payload, code) => {
    const server = await runServer();

    await withGoodEventsAround(server, async () => {
      const client = await server.connect();
      const received = inbox(client);
      await client.subscribeAsync(server.down('rejected'), { qos: 1 });
      expect(await publishAndSee(client, server.up('searched'), payload)).toBe('acknowledged');
      await expect.poll(() => received).toMatchObject([{ topic: server.down('rejected'), body: { code } }]);
      await client.endAsync(true);
    });

    expect(await server.count(`talklens_events_total{outcome="${code}"}`)).toBe(1);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  },
);

test("given an unknown kind under one's own up, it is quarantined, and the connection goes on", async () => {
  const server = await runServer();
  const client = await server.connect();
  const received = inbox(client);
  await client.subscribeAsync(server.allDown, { qos: 1 });

  const body = aSearchBody();
  expect(await publishAndSee(client, server.up('shouted'), JSON.stringify(body))).toBe('acknowledged');

  await expect.poll(() => received).toMatchObject([{ body: { eventId: body.eventId, code: 'event.unknownKind' } }]);
  expect(client.connected).toBe(true);
});

test.each([
  ['a foreign workspace', 'talklens/v1/other/chatbot/up/searched'],
  ['a foreign client', 'talklens/v1/shop/other/up/searched'],
  ["one's own down", 'talklens/v1/shop/chatbot/down/refused'],
  ['a level too many', 'talklens/v1/shop/chatbot/up/searched/x'],
  ['$SYS', '$SYS/broker'],
  ['a NUL', 'talklens/v1/shop/chatbot/up/sear\0ched'],
  ['a replacement character, as invalid UTF-8 becomes', 'talklens/v1/shop/chatbot/up/\uFFFD'],
])('given a publish to %s, the connection is closed and counted, and nothing is stored (I3, I9)', async (_what, topic) => {
  const server = await runServer();

  await withGoodEventsAround(server, async () => {
    const client = await server.connect();
    expect(await publishAndSee(client, topic, JSON.stringify(aSearchBody()))).toBe('closed');
  });

  expect(await server.count('talklens_door_total{reason="door.topic"}')).toBe(1);
});

/** A field of an MQTT packet: two bytes of length, then its text. */
function field(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
}

function connectPacket(server: TestServer): Buffer {
  const name = 'shop/chatbot';
  const rest = Buffer.concat([field('MQTT'), Buffer.from([4, 0xc2, 0, 60]), field(name), field(name), field(server.client.secret)]);
  return Buffer.concat([Buffer.from([0x10, rest.length]), rest]);
}

/** Sends raw packets after a good CONNECT and resolves when the server ends the connection. */
async function sendRaw(server: TestServer, ...packets: readonly Buffer[]): Promise<void> {
  const socket = connectSocket(server.mqttPort, '127.0.0.1');
  const closed = new Promise<void>((resolve) => {
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
  });
  socket.once('data', () => {
    for (const packet of packets) socket.write(packet);
  });
  socket.write(connectPacket(server));
  await closed;
}

test('given a client that does not wait for its CONNACK (MQTT 3.1.1, 3.1.4), a large event right behind its CONNECT is stored', async () => {
  const server = await runServer();
  const body = aSearchBody({ message: '가'.repeat(2_000) });
  const payload = JSON.stringify(body).replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);
  const rest = Buffer.concat([field(server.up('questioned')), Buffer.from([0, 1]), Buffer.from(payload)]);
  const length = Buffer.from([(rest.length & 0x7f) | 0x80, rest.length >> 7]); // 128 to 16,383 bytes
  const socket = connectSocket(server.mqttPort, '127.0.0.1');
  onTestFinished(() => void socket.destroy());

  socket.write(Buffer.concat([connectPacket(server), Buffer.from([0x32]), length, rest]));

  await expect.poll(() => server.store.log.fact('shop', body.eventId)).toBeDefined();
});

const publishTo = (topic: Buffer) =>
  Buffer.concat([
    Buffer.from([0x32, topic.length + 6, topic.length >> 8, topic.length & 255]),
    topic,
    Buffer.from([0, 1]),
    Buffer.from('{}'),
  ]);

test.each([
  ['invalid UTF-8', Buffer.concat([Buffer.from('talklens/v1/shop/chatbot/up/'), Buffer.from([0xc3, 0x28])])],
  ['a wildcard +', Buffer.from('talklens/v1/shop/chatbot/up/+')],
  ['a wildcard #', Buffer.from('talklens/v1/shop/chatbot/up/#')],
])('given a raw PUBLISH whose topic has %s, it is closed and counted as a topic', async (_what, topic) => {
  const server = await runServer();

  await withGoodEventsAround(server, () => sendRaw(server, publishTo(topic)));

  expect(await server.count('talklens_door_total{reason="door.topic"}')).toBe(1);
});

test('given a packet of 65 KiB, it is closed when it is announced', async () => {
  const server = await runServer();

  await withGoodEventsAround(server, async () => {
    const client = await server.connect();
    expect(await publishAndSee(client, server.up('searched'), Buffer.alloc(65 * 1024, 0x20))).toBe('closed');
  });

  expect(await server.count('talklens_door_total{reason="door.packetTooLarge"}')).toBe(1);
});

test('given a header that announces 256 MB, the connection ends before any of it is sent', async () => {
  const server = await runServer();

  await sendRaw(server, Buffer.from([0x32, 0xff, 0xff, 0xff, 0x7f]));

  expect(await server.count('talklens_door_total{reason="door.packetTooLarge"}')).toBe(1);
});

test('given a retained message, the connection is closed and counted', async () => {
  const server = await runServer();

  await withGoodEventsAround(server, async () => {
    const client = await server.connect();
    expect(await publishAndSee(client, server.up('searched'), JSON.stringify(aSearchBody()), true)).toBe('closed');
  });

  expect(await server.count('talklens_door_total{reason="door.retained"}')).toBe(1);
});

test('given a duplicate with the same body, it is acknowledged, stored once, and its answer comes again with the same id', async () => {
  const server = await runServer();
  const client = await server.connect();
  const received = inbox(client);
  await client.subscribeAsync(server.allDown, { qos: 1 });
  const body = JSON.stringify(aSearchBody());

  await client.publishAsync(server.up('searched'), body, { qos: 1 });
  await expect.poll(() => received.length).toBe(1);
  await expect.poll(() => server.store.outbox.waiting('shop', 'chatbot', 0, 1)).toEqual([]); // what waits still is not queued again
  await client.publishAsync(server.up('searched'), body, { qos: 1 });

  await expect.poll(() => received.length).toBe(2);
  expect(received[1]).toEqual(received[0]);
  expect(await server.count('talklens_events_total{outcome="duplicate"}')).toBe(1);
});

test('given an id used again with another body, the first stands and the second is refused by name', async () => {
  const server = await runServer();
  const client = await server.connect();
  const received = inbox(client);
  await client.subscribeAsync(server.down('rejected'), { qos: 1 });
  const body = aSearchBody();

  await client.publishAsync(server.up('searched'), JSON.stringify(body), { qos: 1 });
  await client.publishAsync(server.up('searched'), JSON.stringify({ ...body, productId: 'other' }), { qos: 1 });

  await expect.poll(() => received).toMatchObject([{ body: { eventId: body.eventId, code: 'event.idReused' } }]);
  expect(await server.store.log.fact('shop', body.eventId)).toMatchObject({ body: { productId: 'product-1' } });
});

test.each([
  ['from the future', 86_400_000],
  ['from long ago', -365 * 86_400_000],
])('given an event %s, it is stored, clamped and flagged (I12)', async (_when, offset) => {
  const server = await runServer();
  const client = await server.connect();
  const body = aSearchBody({ occurredAt: Date.now() + offset });

  await client.publishAsync(server.up('searched'), JSON.stringify(body), { qos: 1 });

  expect(await server.store.log.fact('shop', body.eventId)).toMatchObject({ clamped: true, body: { occurredAt: body.occurredAt } });
});
