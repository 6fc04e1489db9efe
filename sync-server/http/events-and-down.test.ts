import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { aSearchBody, runServer, type TestServer } from '../testing/run-server.ts';

type Page = { messages: { kind: string; eventId?: string; code?: string }[]; next: string };

const down = async (server: TestServer, after?: string): Promise<Page> =>
  (await server.get(`/v1/down${after === undefined ? '' : `?after=${after}`}`, server.byClient)).json() as Promise<Page>;
const search = (over = {}) => ({ ...aSearchBody(over), kind: 'searched' });

test('given a batch with a bad item, a duplicate and a reused id, each has its own answer and the good ones are stored', async () => {
  const server = await runServer();
  const [first, second] = [search(), search()];

  const response = await server.post(
    '/v1/events',
    [first, { kind: 'shouted' }, first, { ...first, userId: 'other' }, 39, second],
    server.byClient,
  );

  expect(await response.json()).toEqual({
    items: [
      { status: 'stored' },
      { status: 'quarantined', code: 'event.unknownKind' },
      { status: 'duplicate' },
      { status: 'quarantined', code: 'event.idReused' },
      { status: 'quarantined', code: 'event.unknownKind' },
      { status: 'stored' },
    ],
  });
  expect(await server.store.log.fact('shop', second.eventId)).toMatchObject({ by: 'chatbot' });
});

test('given one event by itself, gzipped, it is stored', async () => {
  const server = await runServer();
  const event = search();

  const response = await fetch(`${server.url}/v1/events`, {
    method: 'POST',
    headers: { ...server.byClient, 'content-type': 'application/json', 'content-encoding': 'gzip' },
    body: gzipSync(JSON.stringify(event)),
  });

  expect([response.status, await response.json()]).toEqual([200, { items: [{ status: 'stored' }] }]);
});

test('given a small body that becomes more than 8 MiB, it is refused', async () => {
  const server = await runServer();

  const response = await fetch(`${server.url}/v1/events`, {
    method: 'POST',
    headers: { ...server.byClient, 'content-type': 'application/json', 'content-encoding': 'gzip' },
    body: gzipSync(Buffer.alloc(9 * 1024 * 1024, 0x20)),
  });

  expect([response.status, await response.json()]).toEqual([413, { code: 'request.tooLarge' }]);
});

test.each([
  ['no JSON', 'hello', 'notJson'],
  ['10,000 deep', `${'['.repeat(10_000)}${']'.repeat(10_000)}`, 'tooDeep'],
  ['no event at all', '[]', undefined],
  ['a number', '39', undefined],
])('given a body that is %s, the request is refused and nothing is stored', async (_what, body, detail) => {
  const server = await runServer();

  const response = await server.post('/v1/events', body, server.byClient);

  expect([response.status, await response.json()]).toEqual([400, { code: 'request.schema', ...(detail && { detail }) }]);
});

test('given one item nested too deep among good ones, it alone is kept aside', async () => {
  const server = await runServer();
  const deep = JSON.parse(`${'['.repeat(40)}${']'.repeat(40)}`);

  const response = await server.post('/v1/events', [search(), deep], server.byClient);

  expect(await response.json()).toEqual({ items: [{ status: 'stored' }, { status: 'quarantined', code: 'event.tooDeep' }] });
});

test('given answers that wait, they come with their kind, again until acknowledged by `after`, and then no more', async () => {
  const server = await runServer();
  const event = search();
  await server.post('/v1/events', event, server.byClient);
  await expect.poll(async () => (await down(server)).messages).toMatchObject([{ kind: 'accepted', eventId: event.eventId }]);

  const page = await down(server);
  expect(await down(server)).toEqual(page);
  const after = await down(server, page.next);

  expect(after).toEqual({ messages: [], next: page.next });
  expect(await down(server)).toMatchObject({ messages: [] });
});

test('given a cursor that is none of ours, it is refused', async () => {
  const server = await runServer();

  const response = await server.get('/v1/down?after=-1', server.byClient);

  expect([response.status, await response.json()]).toEqual([400, { code: 'request.schema', detail: 'after' }]);
});

test('given a __proto__ key, by itself or among others, the event is put aside like over MQTT and nothing of it is stored', async () => {
  const server = await runServer();
  const poisoned = () => `{"__proto__":{"admin":true},${JSON.stringify(search()).slice(1)}`;

  const alone = await server.post('/v1/events', poisoned(), server.byClient);
  const among = await server.post('/v1/events', `[${poisoned()}]`, server.byClient);

  const aside = { items: [{ status: 'quarantined', code: 'event.schema' }] };
  expect([await alone.json(), await among.json()]).toEqual([aside, aside]);
  expect(Buffer.from((await server.store.log.quarantined('shop', 1))[0]?.bytes ?? []).toString()).toContain('__proto__');
});
