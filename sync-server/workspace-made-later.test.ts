import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { collections } from '../contract/collection.ts';
import type { Outcome } from '../contract/command.ts';
import { aUlid } from '../contract/testing/build-command.ts';
import { outboxKeptMs, quarantineKeptMs } from './expiry.ts';
import { makeWorkspace } from './testing/make-workspace.ts';
import { aSearchBody, inbox, runServer, type TestServer } from './testing/run-server.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const said = (kind: string, body: object = {}) => ({ kind, eventId: randomUUID(), occurredAt: Date.now(), ...body });
const aProduct = {
  name: '장갑',
  priceKrw: 100,
  imageUrl: 'https://shop.example/i',
  url: 'https://shop.example/p',
  inStock: true,
  category: '옷',
};

/** Everything that one user may say, so that a dispatch to them may be sent. */
const story = () => [
  said('product', { productId: 'product-1', ...aProduct }),
  said('identified', { userId: 'user-1', name: '김하나', phone: '010-1234-5678' }),
  said('consented', { userId: 'user-1', purpose: 'ad', channel: 'kakao', granted: true, evidence: '네' }),
  said('consented', { userId: 'user-1', purpose: 'night-ad', channel: 'kakao', granted: true, evidence: '네' }),
  { ...aSearchBody(), kind: 'searched' },
  { ...aSearchBody(), kind: 'requested', message: '불가능' },
];

const toUser1 = { kind: 'requestDispatch', recipients: [{ userId: 'user-1', productIds: ['product-1'] }] };

async function apply(server: TestServer, headers: Record<string, string>, id: string, act: object): Promise<Outcome | undefined> {
  const response = await server.post('/v1/commands', { commands: [{ id, issuedAt: Date.now(), act }] }, headers);
  return ((await response.json()) as { outcomes: Outcome[] }).outcomes[0];
}

async function read(server: TestServer, path: string, headers: Record<string, string>): Promise<Record<string, unknown>> {
  return (await server.get(path, headers)).json() as Promise<Record<string, unknown>>;
}

/** Every document of every collection, with its id. */
async function replicaOf(server: TestServer, headers: Record<string, string>): Promise<string[]> {
  const pages = await Promise.all(
    collections.map(async (collection) => {
      const { documents } = (await read(server, `/v1/replication/${collection}?limit=1000`, headers)) as { documents: { id: string }[] };
      return documents.map(({ id }) => `${collection} ${id}`);
    }),
  );
  return pages.flat();
}

test('given a workspace made while the server runs, every room works for it, and the first workspace sees nothing of it (I9)', async () => {
  const server = await runServer();
  const shop2 = await makeWorkspace(server, 'shop2');
  const stream = await shop2.follow();
  const chatbot = await server.connect(shop2.as);
  const heard = inbox(chatbot);
  await chatbot.subscribeAsync(shop2.allDown, { qos: 1 });
  const shopBefore = await replicaOf(server, server.byMember);
  const dispatchId = aUlid();

  await server.post('/v1/events', story(), shop2.byClient);
  await expect.poll(async () => (await server.get('/v1/leads/user-1~product-1', shop2.byMember)).status).toBe(200);
  await expect.poll(() => apply(server, shop2.byMember, dispatchId, toUser1)).toMatchObject({ status: 'applied' });

  await expect.poll(() => heard.map(({ topic }) => topic.split('/').at(-1)).sort()).toEqual(['accepted', 'recommended', 'refused']);
  await expect.poll(() => stream.text).toContain('"dispatchItem"');
  expect((await read(server, '/v1/sandbox/ledger', shop2.byMember)).entries).toHaveLength(1);
  const items = '/v1/replication/dispatchItem?limit=10';
  await expect.poll(() => read(server, items, shop2.byMember)).toMatchObject({ documents: [{ state: 'delivered' }] });
  expect(await server.count('talklens_fold_lag')).toBe(0);

  expect(await replicaOf(server, server.byMember)).toEqual(shopBefore);
  expect(await read(server, '/v1/leads', server.byMember)).toMatchObject({ leads: [] });
  for (const path of ['/v1/leads/user-1~product-1', '/v1/leads/user-1~product-1/events'])
    expect((await server.get(path, server.byMember)).status).toBe(404);
  expect((await read(server, '/v1/sandbox/ledger', server.byMember)).entries).toEqual([]);
  expect(await read(server, '/v1/down', server.byClient)).toMatchObject({ messages: [] });
});

test('given commands of one workspace that name what is in another, they find nothing there and change nothing (I9)', async () => {
  const server = await runServer();
  const shop2 = await makeWorkspace(server, 'shop2');
  const events = story();
  await server.post('/v1/events', events, server.byClient);
  await expect.poll(async () => (await server.get('/v1/leads/user-1~product-1')).status).toBe(200);
  const [patchId, dispatchId] = [aUlid(), aUlid()];
  const patch = { kind: 'patchLeads', groups: [{ field: 'status', from: 'new', to: 'contacted', leads: ['user-1~product-1'] }] };
  await apply(server, server.byMember, patchId, patch);
  await apply(server, server.byMember, dispatchId, toUser1);
  const requestEventId = events.at(-1)?.eventId;
  const foreign = [
    [patch, 'lead.unknown'],
    [{ kind: 'undo', undoes: patchId }, 'command.unknown'],
    [{ kind: 'cancelDispatch', dispatchId }, 'dispatch.unknown'],
    [{ kind: 'decideRequest', requests: [{ leadId: 'user-1~product-1', requestEventId }], outcome: 'approve' }, 'request.unknown'],
  ] as const;
  await expect.poll(async () => ((await read(server, '/v1/sandbox/ledger', server.byMember)).entries as object[]).length).toBe(1);
  const before = await replicaOf(server, server.byMember);

  for (const [act, code] of foreign) expect(await apply(server, shop2.byMember, aUlid(), act)).toMatchObject({ status: 'rejected', code });
  // the very id that is taken in the other workspace is free here, and says nothing of it
  expect(await apply(server, shop2.byMember, patchId, patch)).toMatchObject({ status: 'rejected', code: 'lead.unknown' });

  expect(await replicaOf(server, server.byMember)).toEqual(before);
  expect(await read(server, '/v1/leads/user-1~product-1', server.byMember)).toMatchObject({ status: 'contacted' });
});

test('given the same event id in two workspaces, with other bodies, both are stored; over HTTP and MQTT alike (I9)', async () => {
  const server = await runServer();
  const shop2 = await makeWorkspace(server, 'shop2');
  const chatbot = await server.connect(shop2.as);
  const eventId = randomUUID();
  const inQuarantine = { kind: 'danced' };
  const body = aSearchBody({ eventId, userId: 'other' });

  await server.post('/v1/events', [{ ...aSearchBody({ eventId }), kind: 'searched' }, inQuarantine], server.byClient);
  const answer = await server.post('/v1/events', { ...body, kind: 'searched' }, shop2.byClient);
  await chatbot.publishAsync(shop2.up('searched'), JSON.stringify(body), { qos: 1 });

  expect(await answer.json()).toEqual({ items: [{ status: 'stored' }] });
  expect(await server.count('talklens_events_total{outcome="duplicate"}')).toBe(1);
  expect(await server.store.log.fact('shop', eventId)).toMatchObject({ body: { userId: 'user-1' } });
  expect(await server.store.log.fact('shop2', eventId)).toMatchObject({ body: { userId: 'other' } });
  expect(((await read(server, '/v1/quarantine', shop2.byMember)).packets as object[]).length).toBe(0);
  const [packet] = (await read(server, '/v1/quarantine', server.byMember)).packets as { id: string }[];
  expect((await server.get(`/v1/quarantine/${packet?.id}`, server.byMember)).status).toBe(200);
  expect((await server.get(`/v1/quarantine/${packet?.id}`, shop2.byMember)).status).toBe(404);
});

test('given a workspace made later, what nobody took of it expires like that of the first', async () => {
  const dataDir = temporaryFolder();
  const startedAt = Date.now();
  const server = await runServer({ dataDir, now: () => startedAt });
  const shop2 = await makeWorkspace(server, 'shop2');
  await server.post('/v1/events', [{ ...aSearchBody(), kind: 'searched' }, { kind: 'danced' }], shop2.byClient);
  await expect.poll(async () => (await server.store.outbox.waiting('shop2', 'chatbot', 0, 10)).length).toBe(2);
  await server.stop();

  const later = startedAt + Math.max(outboxKeptMs, quarantineKeptMs) + 1_000;
  const after = await runServer({ dataDir, now: () => later });

  await expect.poll(() => after.count('talklens_expired_total{what="outbox"}')).toBe(2);
  await expect.poll(() => after.count('talklens_expired_total{what="quarantine"}')).toBe(1);
});
