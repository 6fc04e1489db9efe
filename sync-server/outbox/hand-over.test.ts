import { expect, test } from 'vitest';
import { aSearchBody, inbox, runServer, type TestServer } from '../testing/run-server.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const requestBody = (message: string) => ({ ...aSearchBody(), message });
const publish = async (server: TestServer, kind: string, body: object) => {
  const client = await server.connect();
  await client.publishAsync(server.up(kind), JSON.stringify(body), { qos: 1 });
  await client.endAsync(true);
};
const waiting = (server: TestServer) => server.store.outbox.waiting('shop', 'chatbot', 0, 100);

test('given a client that was absent, its answers wait in the outbox and come after a restart of the server, with the same ids and bytes', async () => {
  const dataDir = temporaryFolder();
  const first = await runServer({ dataDir });
  await publish(first, 'searched', aSearchBody());
  await publish(first, 'requested', requestBody('불가능'));
  await expect.poll(async () => (await waiting(first)).flatMap(({ messages }) => messages).length).toBe(2);
  const promised = (await waiting(first)).flatMap(({ messages }) => messages);
  await first.stop();

  const second = await runServer({ dataDir });
  const client = await second.connect();
  const received = inbox(client);
  await client.subscribeAsync(second.allDown, { qos: 1 });

  await expect.poll(() => received.length).toBe(2);
  expect(received).toEqual(promised.map(({ kind, ...body }) => ({ topic: second.down(kind), body })));
  await expect.poll(() => waiting(second)).toEqual([]);
});

test('given an answer that was delivered but not acknowledged, it comes again with the same bytes when the client is back', async () => {
  const server = await runServer();
  await publish(server, 'searched', aSearchBody());
  const deaf = await server.connect({ manualConnect: false });
  const bytes: string[] = [];
  deaf.handleMessage = () => undefined; // takes the message and never acknowledges it
  deaf.on('packetreceive', (packet) => packet.cmd === 'publish' && bytes.push(packet.payload.toString()));
  await deaf.subscribeAsync(server.allDown, { qos: 1 });
  await expect.poll(() => bytes.length).toBe(1);
  deaf.stream.destroy();

  const client = await server.connect();
  client.on('message', (_topic, payload) => bytes.push(payload.toString()));
  await client.subscribeAsync(server.allDown, { qos: 1 });

  await expect.poll(() => bytes.length).toBe(2);
  expect(bytes[1]).toBe(bytes[0]);
  await expect.poll(() => waiting(server)).toEqual([]);
});

test('given a client that wants refusals only, the rest waits until it is wanted', async () => {
  const server = await runServer();
  await publish(server, 'searched', aSearchBody());
  await publish(server, 'requested', requestBody('불가능'));
  const client = await server.connect();
  const received = inbox(client);

  await client.subscribeAsync(server.down('refused'), { qos: 1 });
  await expect.poll(() => received.map(({ topic }) => topic)).toEqual([server.down('refused')]);
  await expect.poll(async () => (await waiting(server)).map(({ messages }) => messages[0]?.kind)).toEqual(['accepted']);
  await client.subscribeAsync(server.down('accepted'), { qos: 1 });

  await expect.poll(() => received.map(({ topic }) => topic)).toEqual([server.down('refused'), server.down('accepted')]);
  await expect.poll(() => waiting(server)).toEqual([]);
});

test('given a subscription at QoS 0, a row is done when it is written; at QoS 2, it is served at QoS 1', async () => {
  const server = await runServer();
  const client = await server.connect();
  const levels: number[] = [];
  client.on('message', (_topic, _payload, packet) => levels.push(packet.qos));

  await client.subscribeAsync(server.allDown, { qos: 0 });
  await client.publishAsync(server.up('searched'), JSON.stringify(aSearchBody()), { qos: 1 });
  await expect.poll(() => waiting(server)).toEqual([]);
  await expect.poll(() => levels).toEqual([0]);
  await client.subscribeAsync(server.allDown, { qos: 2 });
  await client.publishAsync(server.up('searched'), JSON.stringify(aSearchBody()), { qos: 1 });

  await expect.poll(() => levels).toEqual([0, 1]);
  await expect.poll(() => waiting(server)).toEqual([]);
});

test('given a session that asked to be remembered, its answers come on reconnect without subscribing again', async () => {
  const server = await runServer();
  const before = await server.connect({ clean: false });
  await before.subscribeAsync(server.allDown, { qos: 1 });
  await before.endAsync(true);
  await publishOverHttp(server);

  const after = await server.connect({ clean: false, resubscribe: false });
  const received = inbox(after);

  await expect.poll(() => received.length).toBe(1);
  await expect.poll(() => waiting(server)).toEqual([]);
});

const publishOverHttp = (server: TestServer) => server.post('/v1/events', { ...aSearchBody(), kind: 'searched' }, server.byClient);

test('given many answers, they come in the order of their events, each once', async () => {
  const server = await runServer();
  const client = await server.connect();
  const received = inbox(client);
  await client.subscribeAsync(server.allDown, { qos: 1 });
  const bodies = Array.from({ length: 200 }, () => aSearchBody());

  await Promise.all(bodies.map((body) => client.publishAsync(server.up('searched'), JSON.stringify(body), { qos: 1 })));

  await expect.poll(() => received.length, { timeout: 5_000 }).toBe(200);
  expect(received.map(({ body }) => body.eventId)).toEqual(bodies.map(({ eventId }) => eventId));
  await expect.poll(() => server.count('talklens_down_delivered_total')).toBe(200);
});

test('given a store that cannot settle for a moment, what was given comes again with the same id, and is settled then', async () => {
  let failures = 0;
  let failing = true;
  const server = await runServer({
    wrap: (store) => ({
      ...store,
      outbox: {
        ...store.outbox,
        settle: async (...rows) => {
          if (!failing) return store.outbox.settle(...rows);
          failures++;
          throw new Error('disk full');
        },
      },
    }),
  });
  const client = await server.connect();
  const received = inbox(client);
  await client.subscribeAsync(server.allDown, { qos: 1 });

  await client.publishAsync(server.up('searched'), JSON.stringify(aSearchBody()), { qos: 1 });
  await expect.poll(() => failures).toBe(1);
  failing = false;

  await expect.poll(() => received.length, { timeout: 5_000 }).toBe(2);
  expect(received[1]).toEqual(received[0]);
  await expect.poll(() => waiting(server)).toEqual([]);
});

test('given an orderly stop right after an acknowledgement, the row is settled and not given again', async () => {
  const dataDir = temporaryFolder();
  const first = await runServer({ dataDir });
  const client = await first.connect();
  const received = inbox(client);
  await client.subscribeAsync(first.allDown, { qos: 1 });
  await client.publishAsync(first.up('searched'), JSON.stringify(aSearchBody()), { qos: 1 });
  await expect.poll(() => received.length).toBe(1);
  await client.endAsync(); // after its acknowledgements have left
  await first.stop();

  const second = await runServer({ dataDir });

  expect(await waiting(second)).toEqual([]);
});
