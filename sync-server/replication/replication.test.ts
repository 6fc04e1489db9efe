import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { collections } from '../../contract/collection.ts';
import { BucketPage, Heads, PullPage } from '../../contract/replication.ts';
import { bucketOf } from '../../domain/digest/bucket.ts';
import { sumsInHex, sumsOf } from '../../domain/digest/bucket-sums.ts';
import { canonicalJson } from '../../domain/identity/canonical-json.ts';
import { aSearchBody, runServer, type TestServer } from '../testing/run-server.ts';

const publish = (server: TestServer, ...bodies: object[]) =>
  server.post(
    '/v1/events',
    bodies.map((body) => ({ ...body, kind: 'searched' })),
    server.byClient,
  );

const pull = async (server: TestServer, collection: string, query = '') =>
  PullPage.parse(await (await server.get(`/v1/replication/${collection}${query}`)).json());

/** Opens the stream as the desk does: with `fetch`, over a real socket. */
async function follow(server: TestServer) {
  const aborted = new AbortController();
  onTestFinished(() => aborted.abort());
  const response = await fetch(`${server.url}/v1/replication/stream`, { headers: server.byMember, signal: aborted.signal });
  const pokes: Heads[] = [];
  const ended = (async () => {
    for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      for (const [, data] of text.matchAll(/^data: (.*)$/gm)) pokes.push(Heads.parse(JSON.parse(data ?? '')));
    }
  })().catch(() => undefined);
  await expect.poll(() => pokes.length).toBe(1);
  return { pokes, ended, response, close: () => aborted.abort() };
}

test('given a desk that connects, it hears every head at once, then only those that moved, and pulls what they name', async () => {
  const server = await runServer();
  const { pokes, response } = await follow(server);
  expect(Object.keys(pokes[0]?.heads ?? {}).sort()).toEqual([...collections].sort());

  await publish(server, aSearchBody());
  await expect.poll(() => pokes.length).toBe(2);

  expect(Object.keys(pokes[1]?.heads ?? {}).sort()).toEqual(['lead', 'metric']);
  const page = await pull(server, 'lead');
  expect(page.documents).toMatchObject([{ id: 'user-1~product-1', searches: 1, _deleted: false }]);
  expect(page.checkpoint).toEqual({ epoch: pokes[1]?.epoch, seq: pokes[1]?.heads.lead });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});

test('given many changes in a moment, a desk is poked a few times, and the last poke names the last change', async () => {
  const server = await runServer();
  const { pokes } = await follow(server);

  await Promise.all(Array.from({ length: 50 }, (_, index) => publish(server, aSearchBody({ userId: `user-${index}` }))));
  const newest = async () => (await server.store.feed.heads('shop')).heads.lead;
  await expect
    .poll(async () => pokes.flatMap(({ heads }) => heads.lead ?? []).at(-1) === (await newest()) && (await newest()) > 0)
    .toBe(true);

  expect(pokes.length).toBeLessThan(25);
});

test('given a pull in pages, it is the pull at once', async () => {
  const server = await runServer();
  await publish(server, ...Array.from({ length: 25 }, (_, index) => aSearchBody({ userId: `user-${index}` })));
  await expect.poll(async () => (await pull(server, 'lead')).documents.length).toBe(25);

  const paged: unknown[] = [];
  let query = '?limit=10';
  for (let pages = 0; pages < 3; pages++) {
    const { documents, checkpoint } = await pull(server, 'lead', query);
    paged.push(...documents);
    query = `?limit=10&epoch=${checkpoint.epoch}&after=${checkpoint.seq}`;
  }

  expect(paged).toEqual((await pull(server, 'lead')).documents);
});

test('given pages of a pull, only the one that is not full proves what came before it, and an empty one does so again', async () => {
  const server = await runServer();
  await publish(server, ...Array.from({ length: 12 }, (_, index) => aSearchBody({ userId: `user-${index}` })));
  await expect.poll(async () => (await pull(server, 'lead')).documents.length).toBe(12);
  const after = ({ checkpoint }: PullPage) => `?limit=8&epoch=${checkpoint.epoch}&after=${checkpoint.seq}`;

  const full = await pull(server, 'lead', '?limit=8');
  const last = await pull(server, 'lead', after(full));
  const empty = await pull(server, 'lead', after(last));

  const stored = [...full.documents, ...last.documents].map(({ _deleted, ...document }) => document);
  const buckets = sumsInHex(sumsOf(stored.map((document) => ({ id: document.id, body: canonicalJson(document) }))));
  expect([full.documents.length, last.documents.length, empty.documents.length]).toEqual([8, 4, 0]);
  expect(full.digest).toBeUndefined();
  expect(last.digest).toEqual({ seq: last.checkpoint.seq, buckets });
  expect(empty.digest).toEqual(last.digest);
});

test.each([
  ['a checkpoint of another database', '?epoch=00000000-0000-4000-8000-000000000000&after=1', 409, 'replication.resync'],
  ['half a checkpoint', '?after=1', 400, 'request.schema'],
  ['a limit beyond all', '?limit=5001', 400, 'request.schema'],
  ['a limit of nothing', '?limit=0', 400, 'request.schema'],
])('given %s, the pull is refused with its code', async (_what, query, status, code) => {
  const server = await runServer();

  const response = await server.get(`/v1/replication/lead${query}`);

  expect([response.status, await response.json()]).toMatchObject([status, { code }]);
});

test('given a collection that does not exist, there is no such pull', async () => {
  const server = await runServer();

  expect(await (await server.get('/v1/replication/secrets')).json()).toEqual({ code: 'request.schema', detail: 'collection' });
});

test('given open streams, an orderly stop ends them and is quick', async () => {
  const server = await runServer();
  const streams = [await follow(server), await follow(server)];
  const client = await server.connect();
  expect(await server.count('talklens_replication_streams')).toBe(2);

  const stopped = Promise.race([server.stop().then(() => 'stopped'), pause(5_000, 'too late', { ref: false })]);

  expect(await stopped).toBe('stopped');
  await Promise.all(streams.map(({ ended }) => ended));
  await expect.poll(() => client.connected).toBe(false);
});

test('given a desk that goes away, its stream is forgotten', async () => {
  const server = await runServer();
  const { close } = await follow(server);

  close();

  await expect.poll(() => server.count('talklens_replication_streams')).toBe(0);
});

test('given a fold that trails by thousands, a desk is told by how many, and when it has caught up', async () => {
  let lag = 1_204;
  const server = await runServer({ wrap: (store) => ({ ...store, feed: { ...store.feed, lag: async () => lag } }) });
  const { pokes } = await follow(server);

  await publish(server, aSearchBody());
  await expect.poll(() => pokes.at(-1)?.lag, { timeout: 10_000 }).toBe(1_204);
  lag = 0;

  await expect.poll(() => pokes.at(-1)?.lag, { timeout: 10_000 }).toBeUndefined();
  expect(pokes.at(-1)?.heads).toEqual({});
});

test('given a bucket of the feed, a member reads its documents and its sum, which is counted, and one of another feed is told to start over', async () => {
  const server = await runServer();
  await publish(server, aSearchBody());
  await expect.poll(async () => (await pull(server, 'lead')).documents.length).toBe(1);
  const page = await pull(server, 'lead');
  const bucket = bucketOf('user-1~product-1');
  const path = `/v1/replication/lead/buckets/${bucket}`;

  const answer = await server.get(`${path}?epoch=${page.checkpoint.epoch}&after=${page.checkpoint.seq}`);
  const elsewhere = await server.get(`${path}?epoch=00000000-0000-4000-8000-0000000000ff&after=1`);

  expect(BucketPage.parse(await answer.json())).toMatchObject({
    documents: [{ seq: page.checkpoint.seq, document: { id: 'user-1~product-1', searches: 1 } }],
    digest: page.digest?.buckets[bucket],
  });
  expect(elsewhere.status).toBe(409);
  expect(await elsewhere.json()).toMatchObject({ code: 'replication.resync' });
  expect(await server.count('talklens_replica_repairs_total{collection="lead"}')).toBe(1);
});
