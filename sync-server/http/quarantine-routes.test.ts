import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { InspectedPacket, PacketReleased, QuarantinePage } from '../../contract/quarantine.ts';
import { PullPage } from '../../contract/replication.ts';
import { rebuild } from '../projection/rebuild.ts';
import { aSearchBody, inbox, runServer, type TestServer } from '../testing/run-server.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** Publishes over HTTP as the first client; answers what became of each. */
const publish = async (server: TestServer, ...bodies: object[]) =>
  ((await (await server.post('/v1/events', bodies, server.byClient)).json()) as { items: { status: string }[] }).items.map(
    ({ status }) => status,
  );

const list = async (server: TestServer, query = '') => QuarantinePage.parse(await (await server.get(`/v1/quarantine${query}`)).json());

const inspect = async (server: TestServer, id: string) => InspectedPacket.parse(await (await server.get(`/v1/quarantine/${id}`)).json());

const replay = (server: TestServer, id: string, body: object = {}) => server.post(`/v1/quarantine/${id}/replay`, body);

/** A server with one search in quarantine whose time is a word. */
async function withBadSearch(over: object = {}, options: Parameters<typeof runServer>[0] = {}) {
  const server = await runServer(options);
  const good = { ...aSearchBody(), kind: 'searched' };
  await publish(server, { ...good, occurredAt: 'yesterday', ...over });
  const [held] = (await list(server)).packets;
  if (!held) throw new Error('nothing is in quarantine');
  return { server, good, held };
}

const documents = async (server: TestServer, collection: string) =>
  PullPage.parse(await (await server.get(`/v1/replication/${collection}`)).json()).documents;

test('given bad messages, lists the newest first, in pages, by client and reason, and counts all of them', async () => {
  const server = await runServer();
  await publish(server, ...Array.from({ length: 3 }, (_, index) => ({ ...aSearchBody(), kind: 'searched', vip: index })));
  await publish(server, { ...aSearchBody(), kind: 'danced' });

  const first = await list(server, '?limit=3');
  const rest = await list(server, `?limit=3&before=${first.next}`);

  expect(first.packets.map(({ code }) => code)).toEqual(['event.unknownKind', 'event.schema', 'event.schema']);
  expect([rest.packets.length, rest.next]).toEqual([1, undefined]);
  expect((await list(server, '?code=event.schema')).packets).toHaveLength(3);
  expect((await list(server, '?client=nobody')).packets).toEqual([]);
  const bytes = [...first.packets, ...rest.packets].reduce((sum, packet) => sum + packet.bytes, 0);
  expect(first.counts).toEqual([{ client: 'chatbot', packets: 4, bytes, beyondCap: 0 }]);
  expect(first.packets[0]?.preview).toContain('"productId":"product-1"');
});

test('given a message with wrong fields, says which and what each has to be', async () => {
  const { server, held } = await withBadSearch({ vip: true, chatId: undefined });

  const { packet, body, standsAgainst } = await inspect(server, held.id);

  expect(packet).toEqual(held);
  expect([body.as, JSON.parse(body.text).occurredAt]).toEqual(['text', 'yesterday']);
  expect(standsAgainst).toEqual({
    code: 'event.schema',
    problems: [
      { field: 'chatId', is: 'missing', expected: 'identifier' },
      { field: 'occurredAt', is: 'wrong', expected: 'epochMs' },
      { field: 'vip', is: 'unknown' },
    ],
  });
});

test('given bytes that are no UTF-8, over MQTT, shows them in hex and the kind that the topic says', async () => {
  const server = await runServer();
  const client = await server.connect();
  await client.publishAsync(server.up('questioned'), Buffer.from([0x7b, 0xff, 0xfe]), { qos: 1 });

  const [held] = (await list(server)).packets;
  const { body, standsAgainst } = await inspect(server, held?.id ?? '');

  expect(held).toMatchObject({ topic: server.up('questioned'), kind: 'questioned', code: 'event.notUtf8', bytes: 3 });
  expect(body).toEqual({ as: 'hex', text: '7bfffe' });
  expect(standsAgainst).toEqual({ code: 'event.notUtf8', problems: [] });
});

test('given a corrected body, it is an event of its client as of when it came, answered, audited and gone from quarantine', async () => {
  let clock = Date.UTC(2026, 10, 22, 3);
  const { server, good, held } = await withBadSearch({}, { now: () => clock });
  const client = await server.connect();
  const answers = inbox(client);
  await client.subscribeAsync(server.down('accepted'), { qos: 1 });
  clock += 2 * dayMs;

  const response = await replay(server, held.id, { event: { ...good, occurredAt: held.receivedAt + minuteMs } });

  expect(PacketReleased.parse(await response.json())).toEqual({ protocol: 1, status: 'stored', eventId: good.eventId });
  await expect.poll(() => answers.map(({ body }) => body.eventId)).toEqual([good.eventId]);
  const fact = await server.store.log.fact('shop', good.eventId);
  expect(fact).toMatchObject({ by: 'chatbot', receivedAt: held.receivedAt, at: held.receivedAt, clamped: true });
  expect(await documents(server, 'lead')).toMatchObject([{ id: 'user-1~product-1', searches: 1, lastSeenAt: held.receivedAt }]);
  expect(await documents(server, 'activity')).toMatchObject([
    { kind: 'packetReplayed', by: 'owner', at: clock, packetId: held.id, client: 'chatbot', code: 'event.schema', fixed: true },
  ]);
  expect(await list(server)).toMatchObject({ packets: [], counts: [{ packets: 0, bytes: 0 }] });
});

test('given the same correction twice at once, it is one event and one entry; who comes second is told', async () => {
  const { server, good, held } = await withBadSearch();

  const responses = await Promise.all([replay(server, held.id, { event: good }), replay(server, held.id, { event: good })]);

  expect(responses.map(({ status }) => status).sort()).toEqual([200, 404]);
  expect(await (await replay(server, held.id, { event: good })).json()).toEqual({ code: 'quarantine.unknown' });
  expect(await documents(server, 'activity')).toHaveLength(1);
  await expect.poll(() => documents(server, 'lead')).toMatchObject([{ searches: 1 }]);
});

test.each([
  ['as it is', {}, 422, { code: 'event.schema', detail: 'occurredAt' }],
  [
    'with a field still wrong',
    { event: { ...aSearchBody(), kind: 'searched', userId: '가' } },
    422,
    { code: 'event.schema', detail: 'userId' },
  ],
  ['with a __proto__ key', '{"event":{"__proto__":{"polluted":1}}}', 422, { code: 'event.unknownKind', detail: 'kind' }],
  ['with no object', { event: 'x' }, 422, { code: 'event.unknownKind' }],
  ['with something else beside', { event: {}, at: 1 }, 400, { code: 'request.schema' }],
])('given a replay %s, it stays where it is and nothing is learned or audited', async (_how, body, status, failure) => {
  const { server, held } = await withBadSearch();

  const response = await server.post(`/v1/quarantine/${held.id}/replay`, body);

  expect([response.status, await response.json()]).toMatchObject([status, failure]);
  expect((await list(server)).packets).toEqual([held]);
  expect([await documents(server, 'lead'), await documents(server, 'activity')]).toEqual([[], []]);
});

test('given an id that another event has, says so now and refuses it as it is; under an id of its own it is taken', async () => {
  const server = await runServer();
  const first = { ...aSearchBody(), kind: 'searched' };
  await publish(server, first, { ...first, userId: 'user-2' });
  const [held] = (await list(server)).packets;
  const id = held?.id ?? '';

  const asItIs = await replay(server, id);
  const fixed = await replay(server, id, { event: { ...first, userId: 'user-2', eventId: randomUUID() } });

  expect([asItIs.status, await asItIs.json()]).toEqual([409, { code: 'event.idReused' }]);
  expect(fixed.status).toBe(200);
  await expect.poll(() => documents(server, 'lead')).toMatchObject([{ userId: 'user-1' }, { userId: 'user-2' }]);
});

test('given a correction that its client has sent itself meanwhile, the message goes and is learned from once', async () => {
  const { server, good, held } = await withBadSearch();
  await publish(server, good);

  const response = await replay(server, held.id, { event: good });

  expect(await response.json()).toMatchObject({ status: 'duplicate', eventId: good.eventId });
  expect((await list(server)).packets).toEqual([]);
  await expect.poll(() => documents(server, 'lead')).toMatchObject([{ searches: 1 }]);
});

test('given a message whose reason is gone, it says so and is taken as it is', async () => {
  const { server, good } = await withBadSearch();
  const bytes = Buffer.from(JSON.stringify({ ...good, eventId: randomUUID() }));
  const answer = { kind: 'rejected', id: 'a'.repeat(64), code: 'event.schema' } as const;
  const packet = { id: answer.id, client: 'chatbot', topic: '/v1/events', code: answer.code, bytes, receivedAt: Date.now(), answer };
  await server.store.log.quarantine('shop', [packet]);

  const { standsAgainst } = await inspect(server, packet.id);
  const response = await replay(server, packet.id);

  expect(standsAgainst).toBeUndefined();
  expect(await response.json()).toMatchObject({ status: 'stored' });
  expect(await documents(server, 'activity')).toMatchObject([{ kind: 'packetReplayed', fixed: false }]);
});

test('given a message that is thrown away, it is gone and the audit says by whom', async () => {
  const { server, held } = await withBadSearch();

  const response = await server.post(`/v1/quarantine/${held.id}/discard`, '');

  expect(await response.json()).toEqual({ protocol: 1, status: 'discarded' });
  expect((await list(server)).packets).toEqual([]);
  expect(await documents(server, 'activity')).toMatchObject([{ kind: 'packetDiscarded', by: 'owner', packetId: held.id }]);
});

test('given messages replayed and thrown away, a rebuild finds every document as it is (I2)', async () => {
  const { server, good, held } = await withBadSearch();
  await publish(server, { ...aSearchBody(), kind: 'searched', vip: 1 });
  const [other] = (await list(server)).packets;
  await replay(server, held.id, { event: good });
  await server.post(`/v1/quarantine/${other?.id}/discard`, '');
  await expect.poll(() => server.store.feed.lag('shop')).toBe(0);

  const rebuilt = await rebuild(server.store, 'shop');

  expect(rebuilt).toMatchObject({ written: 0, removed: 0, differing: [] });
  expect(await documents(server, 'activity')).toHaveLength(2);
});

test.each(['', '/{id}', '/{id}/replay', '/{id}/discard'])(
  'given a chat client or nobody, /v1/quarantine%s opens nothing (I9)',
  async (path) => {
    const { server, held } = await withBadSearch();
    const address = `/v1/quarantine${path.replace('{id}', held.id)}`;
    const ask = (headers: Record<string, string>) =>
      path.endsWith('replay') || path.endsWith('discard') ? server.post(address, {}, headers) : server.get(address, headers);

    expect([(await ask(server.byClient)).status, (await ask({})).status]).toEqual([401, 401]);
    expect((await list(server)).packets).toEqual([held]);
  },
);

test('given a message of another workspace, it is not there for this one (I9)', async () => {
  const { server, held } = await withBadSearch();
  const row = await server.store.log.quarantinedPacket('shop', held.id);
  await server.store.credentials.ensureWorkspace('other');
  const answer = { kind: 'rejected', id: 'b'.repeat(64), code: 'event.schema' } as const;
  if (row) await server.store.log.quarantine('other', [{ ...row, id: answer.id, answer }]);

  const asked = await Promise.all([
    server.get(`/v1/quarantine/${answer.id}`),
    replay(server, answer.id),
    server.post(`/v1/quarantine/${answer.id}/discard`, ''),
  ]);

  expect(asked.map(({ status }) => status)).toEqual([404, 404, 404]);
  expect((await list(server)).packets.map(({ id }) => id)).toEqual([held.id]);
  expect(await server.store.log.quarantined('other', 10)).toHaveLength(1);
});
